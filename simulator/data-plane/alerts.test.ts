import { afterEach, describe, expect, it } from "vitest";
import { TwoSiteCloud, type CloudSettings } from "./test-bed/two-site-cloud";

const MINUTE = 60_000;
let cloud: TwoSiteCloud;

afterEach(() => cloud.close());

async function atWork(settings: CloudSettings, minutes: number): Promise<void> {
  cloud = await TwoSiteCloud.open(settings);
  await cloud.dataPlane.start(cloud.workload());
  await cloud.pass(minutes);
}

describe("alerts", () => {
  const raised = async (settings: CloudSettings, fault: Parameters<TwoSiteCloud["dataPlane"]["breakDown"]>[0]) => {
    await atWork(settings, 60);
    const lost = cloud.now;
    await cloud.dataPlane.breakDown(fault);
    await cloud.pass(120);
    return cloud.dataPlane
      .alerts({ from: lost, to: cloud.now })
      .map(({ ruleId, at }) => [ruleId.split("/").at(-1), (at - lost) / MINUTE]);
  };

  it.each([
    ["PT1M", "PT5M", 2],
    ["PT5M", "PT15M", 5],
    ["PT15M", "PT30M", 15],
  ])("of a lost region come from outside of it, every %s over %s", async (alertEvery, alertOver, minutes) => {
    expect(await raised({ alertEvery, alertOver }, { kind: "region", region: "norwayeast" })).toEqual([
      ["entry-degraded", minutes],
    ]);
  });

  it("of a database come from its own rule", async () => {
    await atWork({}, 60);
    const { database } = cloud.ids;
    await cloud.dataPlane.breakDown({ kind: "resource", resourceId: database });
    await cloud.pass(10);
    const alerts = cloud.dataPlane.alerts({ from: cloud.now - 10 * MINUTE, to: cloud.now });
    expect(alerts.map(({ resourceId }) => resourceId)).toEqual([database]);
  });

  it("are silent while the monitoring itself is away", async () => {
    await atWork({}, 60);
    await cloud.dataPlane.breakDown({ kind: "monitoring" });
    const { database } = cloud.ids;
    await cloud.dataPlane.breakDown({ kind: "resource", resourceId: database });
    await cloud.pass(60);
    expect(cloud.dataPlane.alerts({ from: cloud.start, to: cloud.now })).toEqual([]);
  });
});
