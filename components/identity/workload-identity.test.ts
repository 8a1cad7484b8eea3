import { describe, expect, it } from "vitest";
import { recordResources } from "../record-resources";
import { WorkloadIdentity } from "./workload-identity";

const record = () =>
  recordResources(
    (options) =>
      new WorkloadIdentity(
        "identity-ab12",
        {
          scope: { platform: "superoffice", environment: "local", site: "noe", cell: 1 },
          resourceGroupName: "rg",
          location: "norwayeast",
          tags: {},
          role: "app",
          label: "ab12",
          issuers: [
            { label: "noe", issuerUrl: "https://issuer.noe/" },
            { label: "now", issuerUrl: "https://issuer.now/" },
          ],
          namespace: "ns-ab12",
          serviceAccount: "application",
        },
        options,
      ),
  );

describe("WorkloadIdentity", () => {
  it("is one service account of each cluster, and nobody else", async () => {
    const credentials = (await record()).filter(({ type }) => type.endsWith(":FederatedIdentityCredential"));
    expect(credentials.map(({ inputs }) => inputs)).toEqual(
      ["noe", "now"].map((site) => ({
        federatedIdentityCredentialResourceName: `fic-kub--${site}`,
        resourceName: "id-sol-noe-01-app--ab12",
        resourceGroupName: "rg",
        issuer: `https://issuer.${site}/`,
        subject: "system:serviceaccount:ns-ab12:application",
        audiences: ["api://AzureADTokenExchange"],
      })),
    );
  });
});
