import { expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { CertificateExpiryAlert } from "./certificate-expiry-alert";

it("tells the route when a certificate of the vault ends soon, and when it has ended", async () => {
  const [, topic, subscription] = await recordResources(
    (options) =>
      new CertificateExpiryAlert(
        "ends",
        {
          scope: { platform: "superoffice", environment: "local", site: "noe" },
          resourceGroupName: "rg",
          location: "norwayeast",
          tags: {},
          vaultId: "vault",
          severity: 1,
          routes: ["group"],
        },
        options,
      ),
  );
  expect(topic?.inputs).toMatchObject({
    source: "vault",
    topicType: "Microsoft.KeyVault.vaults",
    location: "norwayeast",
  });
  expect(subscription?.inputs).toMatchObject({
    systemTopicName: topic?.inputs["systemTopicName"],
    filter: {
      includedEventTypes: ["Microsoft.KeyVault.CertificateNearExpiry", "Microsoft.KeyVault.CertificateExpired"],
    },
    destination: { endpointType: "MonitorAlert", severity: "Sev1", actionGroups: ["group"] },
  });
});
