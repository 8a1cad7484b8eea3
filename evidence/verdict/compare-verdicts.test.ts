import { describe, expect, it } from "vitest";
import { base, head, open, steps, urn, zonal } from "../formats/check-result.fixture";
import { compareVerdicts, isQuiet } from "./compare-verdicts";

const change = compareVerdicts(base, head, steps);

describe("what a change does to a verdict", () => {
  it("is what fails now and did not before, and the other way round", () => {
    expect(change.newlyFailing).toEqual([zonal, open]);
    expect(compareVerdicts(head, base, []).fixed).toEqual([zonal, open]);
    expect(compareVerdicts(head, head, [])).toMatchObject({ newlyFailing: [], stillFailing: 2 });
  });

  it("does not take another wording for another finding", () => {
    const reworded = { ...head, findings: head.findings.map((one) => ({ ...one, message: `${one.message}!` })) };
    expect(compareVerdicts(head, reworded, []).newlyFailing).toEqual([]);
  });

  it("is flows, places and figures that differ", () => {
    expect(change.flowsOpened).toEqual(head.flows);
    expect(change.placesRemoved.map(({ region }) => region)).toEqual(["northeurope"]);
    expect(change.availability).toEqual([{ before: base.availability[0], after: head.availability[0] }]);
    expect(change.recovery).toEqual([]);
  });

  it("is whoever is new at the outer end of what passed before", () => {
    const [flow] = head.flows;
    if (flow === undefined) throw new Error("the fixture has no flow");
    const end = (where: string, source: string) => ({ where, witness: { ...flow.witness, source } });
    const operations = end("operations 10.250.16.0/24", "10.250.16.4");
    const analytics = end("analytics 172.16.0.0/12", "172.16.0.4");
    const before = { ...flow, from: "partners", outside: [operations] };
    const after = { ...before, outside: [operations, analytics] };
    const opened = compareVerdicts({ ...head, flows: [before] }, { ...head, flows: [after] }, []);
    expect(opened.flowsOpened).toEqual([{ ...after, outside: [analytics], witness: analytics.witness }]);
    expect(opened.flowsClosed).toEqual([]);
    const closed = compareVerdicts({ ...head, flows: [after] }, { ...head, flows: [before] }, []);
    expect(closed.flowsClosed).toEqual(opened.flowsOpened);
    expect(isQuiet(closed)).toBe(false);
  });

  it("puts protected things that would go first, and knows whose each thing is", () => {
    expect(change.steps.map((step) => step.urn)).toEqual(["database-duin-01", "gateway", "segment-nieu"].map(urn));
    expect(change.touched.map(({ tenant, steps: own }) => [tenant, own.length])).toEqual([
      [undefined, 1],
      ["duin", 1],
      ["nieu", 1],
    ]);
  });

  it("is quiet only where nothing differs", () => {
    expect(isQuiet(compareVerdicts(base, { ...base, flows: head.flows }, []))).toBe(false);
    expect(isQuiet(compareVerdicts(base, base, []))).toBe(true);
  });
});
