import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ServedCluster, tokenOf } from "../test-bed/served-cluster";

let cluster: ServedCluster;
beforeAll(async () => {
  cluster = await ServedCluster.start();
});
afterAll(() => cluster.close());

const silent = { apiVersion: "v1", kind: "Namespace", metadata: { name: "silent" } };
const token = tokenOf(silent);

it("a cluster does not answer while it is broken, until the engine gives up or it is repaired", async () => {
  const { dataPlane } = cluster.cloud.simulator.parts;
  const number = await dataPlane.breakDown({ kind: "resource", resourceId: cluster.setup.id });
  const client = cluster.connect();
  await client.configure({ kubeconfig: await cluster.kubeconfig() });
  const given = client.create(token, silent).then(
    () => "created",
    (error: Error) => error.message,
  );
  expect(await Promise.race([given, sleep(500, "no answer")])).toBe("no answer");
  await client.cancel();
  expect(await given).toMatch(/context canceled: https:\/\/kub-\S+ has not answered/);
  const waiting = cluster.client.create(token, silent);
  await dataPlane.repair(number);
  expect((await waiting).id).toBe("silent");
  client.close();
});
