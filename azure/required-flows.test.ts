import { describe, expect, it } from "vitest";
import { AZURE_REQUIRED_FLOWS, azureRequiredFlows } from "./required-flows";

describe("flows that Azure requires", () => {
  it("open the management ports of an application gateway to GatewayManager alone", () => {
    const management = azureRequiredFlows("applicationGateway", "westeurope").filter(
      (flow) => flow.ports === "65200-65535",
    );
    expect(management.map((flow) => [flow.direction, flow.peer])).toEqual([
      ["inbound", { serviceTag: "GatewayManager" }],
    ]);
  });

  it("name the region where the far side is regional", () => {
    const fqdns = azureRequiredFlows("clusterExtensions", "norwayeast").flatMap((flow) =>
      "fqdns" in flow.peer ? flow.peer.fqdns : [],
    );
    expect(fqdns).toEqual(["norwayeast.dp.kubernetesconfiguration.azure.com"]);
  });

  it("leave no placeholder in any region, and need no public control plane", () => {
    for (const { owner } of AZURE_REQUIRED_FLOWS) {
      const text = JSON.stringify(azureRequiredFlows(owner, "westeurope"));
      expect(text).not.toContain("{region}");
      expect(text).not.toContain("azmk8s.io");
    }
  });
});
