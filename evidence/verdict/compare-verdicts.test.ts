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
