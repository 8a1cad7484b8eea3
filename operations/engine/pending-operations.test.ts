import { describe, expect, it } from "vitest";
import {
  planRecovery,
  stateDocumentSchema,
  toRefresh,
  type Creation,
  type CreationTrace,
  type StateDocument,
} from "./pending-operations";

const type = "azure-native:network:VirtualNetwork";
const urn = (name: string): string => `urn:pulumi:superoffice-local::deltawerk::${type}::${name}`;
const id = (name: string): string => `/subscriptions/s/networks/${name}`;

interface Thing {
  readonly urn: string;
  readonly type: string;
  readonly [property: string]: unknown;
}

function resource(name: string, more: Readonly<Record<string, unknown>> = {}): Thing {
  return { urn: urn(name), type, custom: true, inputs: { name, location: "norwayeast" }, parent: "urn:root", ...more };
}

function document(resources: readonly Thing[], pending: readonly [string, Thing][]): StateDocument {
  return stateDocumentSchema.parse({
    version: 3,
    deployment: {
      manifest: { time: "2026-01-01T00:00:00Z", version: "v3.248.0" },
      secrets_providers: { type: "passphrase", state: { salt: "v1:abc" } },
      resources,
      pending_operations: pending.map(([kind, thing]) => ({ type: kind, resource: thing })),
    },
  });
}

function traceOf({ inputs }: Creation): CreationTrace {
  return { kind: "id", id: id(String(inputs["name"])) };
}

describe("planRecovery", () => {
  it("tells what an id follows from: type, inputs and the inputs of the provider instance", () => {
    const provider = resource("cells", { type: "pulumi:providers:azure-native", inputs: { subscriptionId: "s" } });
    const creations: Creation[] = [];
    const pending: readonly [string, Thing][] = [["creating", resource("b", { provider: `${urn("cells")}::some-id` })]];
    planRecovery(document([provider], pending), (creation) => {
      creations.push(creation);
      return { kind: "nothing" };
    });
    expect(creations).toEqual([
      { type, inputs: { name: "b", location: "norwayeast" }, providerInputs: { subscriptionId: "s" } },
    ]);
  });

  it("enters begun creations last, whole, under the id they would have", () => {
    const state = document(
      [resource("a", { id: id("a") })],
      [
        ["creating", resource("b")],
        ["creating", resource("c")],
      ],
    );
    const plan = planRecovery(state, traceOf);
    expect(plan.adopted).toEqual([urn("b"), urn("c")]);
    expect(plan.state.deployment.resources).toEqual([
      resource("a", { id: id("a") }),
      resource("b", { id: id("b") }),
      resource("c", { id: id("c") }),
    ]);
    expect(toRefresh(plan)).toEqual([urn("b"), urn("c")]);
  });

  it("keeps everything else of the state, and no pending operation", () => {
    const state = document([], [["creating", resource("a")]]);
    const { version, deployment } = planRecovery(state, traceOf).state;
    expect({ version, ...deployment }).toMatchObject({
      version: 3,
      manifest: { version: "v3.248.0" },
      secrets_providers: { type: "passphrase", state: { salt: "v1:abc" } },
    });
    expect(deployment).not.toHaveProperty("pending_operations");
  });

  it.each(["updating", "deleting", "reading"])("has the cloud asked what became of %s", (kind) => {
    const present = resource("a", { id: id("a") });
    const plan = planRecovery(document([present], [[kind, present]]), traceOf);
    expect(plan.interrupted).toEqual([urn("a")]);
    expect(plan.state.deployment.resources).toEqual([present]);
    expect(toRefresh(plan)).toEqual([urn("a")]);
  });

  it("does not refresh what the state does not have", () => {
    const plan = planRecovery(document([], [["reading", resource("a")]]), traceOf);
    expect(toRefresh(plan)).toEqual([]);
  });

  it.each([
    ["nothing", { cleared: [urn("a")], undetermined: [] }],
    ["unknown", { cleared: [], undetermined: [urn("a")] }],
  ] as const)("enters nothing where the trace is %s", (kind, expected) => {
    const plan = planRecovery(document([], [["creating", resource("a")]]), () => ({ kind }));
    expect(plan).toMatchObject({ ...expected, adopted: [] });
    expect(plan.state.deployment.resources).toEqual([]);
  });

  it("leaves the old half of a replacement to be deleted", () => {
    const old = resource("a", { id: id("old") });
    const plan = planRecovery(document([old], [["creating", resource("a")]]), traceOf);
    expect(plan.state.deployment.resources).toEqual([{ ...old, delete: true }, resource("a", { id: id("a") })]);
  });

  it("puts the new half of a replacement in the place of an old one that has gone already", () => {
    const old = resource("a", { id: id("a"), pendingReplacement: true });
    const plan = planRecovery(document([old], [["creating", resource("a")]]), traceOf);
    expect(plan.state.deployment.resources).toEqual([resource("a", { id: id("a") })]);
  });
});
