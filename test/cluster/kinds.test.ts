import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { KubeObject } from "../../simulator/kubernetes/cluster/kube-object";
import { brokenObjects } from "../../simulator/kubernetes/test-bed/broken-objects";
import { ServedCluster } from "../../simulator/kubernetes/test-bed/served-cluster";
import { workloadObjects } from "../../simulator/kubernetes/test-bed/workload-objects";
import { comparable } from "./comparable";
import { installDefinitions } from "./install-definitions";
import { RealApiServer, type Answer } from "./real-api-server";

const root = path.resolve(__dirname, "../..");
const nameOf = (object: KubeObject): string =>
  `${JSON.stringify(object["kind"])} ${JSON.stringify(object["metadata"])}`;

/** The same requests to a real API server and to the local cloud's. */
describe("objects of every kind", () => {
  let real: RealApiServer;
  let local: ServedCluster;
  const answers = new Map<KubeObject, Answer>();

  beforeAll(async () => {
    real = await RealApiServer.start();
    await installDefinitions(real, root);
    const pool = { enableAutoScaling: true, minCount: 3, maxCount: 6, availabilityZones: ["1", "2", "3"] };
    local = await ServedCluster.start(pool);
  });
  afterAll(async () => {
    await local.close();
    await real.stop();
  });

  it.each(workloadObjects.map((object) => ({ what: nameOf(object), object })))(
    "$what is accepted",
    async ({ object }) => {
      const answer = await real.apply(object);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      answers.set(object, answer);
    },
  );

  it.each(workloadObjects.map((object) => ({ what: nameOf(object), object })))(
    "$what is unchanged when it is applied again",
    async ({ object }) => {
      const { status, body } = await real.apply(object);
      expect(status).toBe(200);
      expect(body["metadata"]).toMatchObject({ resourceVersion: versionIn(answers.get(object)?.body) });
    },
  );

  it.each(workloadObjects.map((object) => ({ what: nameOf(object), object })))(
    "$what is completed in the same way by the local cloud",
    async ({ object }) => {
      const { outputs } = await local.create(object);
      const own = Object.entries(outputs).filter(([key]) => !key.startsWith("__"));
      expect(comparable(Object.fromEntries(own))).toEqual(comparable(answers.get(object)?.body ?? {}));
    },
  );

  describe("with a fault", () => {
    it.each(brokenObjects)("are refused by the real API server: $what", async ({ object }) => {
      const { status, body } = await real.apply(renamed(object), "somebody");
      expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
      // An API server answers 500 to what it cannot read; with any other 500 it is not the object that is wrong.
      if (status >= 500) expect(body["message"]).toMatch(/^failed to (create typed patch object|convert new object)/);
    });

    it.each(brokenObjects)("are refused by the local cloud: $what", async ({ object }) => {
      await expect(local.create(renamed(object))).rejects.toThrow(/./);
    });
  });
});

/** Under another name than the one that exists, where the fault is not in the name. */
function renamed(object: KubeObject): KubeObject {
  const metadata = object["metadata"] as Readonly<Record<string, string>>;
  const isFaulty = !workloadObjects.some(
    (each) => each["kind"] === object["kind"] && (each["metadata"] as typeof metadata)["name"] === metadata["name"],
  );
  return isFaulty ? object : { ...object, metadata: { ...metadata, name: `${metadata["name"] ?? ""}-2` } };
}

function versionIn(body: Answer["body"] | undefined): unknown {
  return (body?.["metadata"] as Readonly<Record<string, unknown>> | undefined)?.["resourceVersion"];
}
