import { anythingBut, exactly, expectProperties, one, otherType, propertyRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";

export const rule = propertyRule({
  id: "cluster-workload-identity",
  title: "Workloads sign in with identities of their own",
  why: "Without them a workload needs a stored secret, or the rights of its node.",
  severity: "medium",
  concern: "security",
  clauses: ["isolation"],
  remediation: "Set securityProfile.workloadIdentity.enabled to true.",
  types: ["containerservice:ManagedCluster"],
  judge: (resource) =>
    expectProperties(resource, {
      "securityProfile.workloadIdentity.enabled": exactly(true),
      // Without an issuer nobody believes what a workload says of itself.
      "oidcIssuerProfile.enabled": exactly(true),
      // What came before it hands out identities to whoever asks on the node.
      "podIdentityProfile.enabled": anythingBut(true),
    }),
  cases: {
    pass: {
      given: one("containerservice:ManagedCluster", {
        oidcIssuerProfile: { enabled: true },
        securityProfile: { workloadIdentity: { enabled: true } },
      }),
      says: ["securityProfile.workloadIdentity.enabled is true"],
    },
    fail: {
      given: one("containerservice:ManagedCluster", {
        oidcIssuerProfile: { enabled: true },
        securityProfile: { workloadIdentity: { enabled: false } },
      }),
      says: ["securityProfile.workloadIdentity.enabled is false; it has to be true"],
    },
    absent: {
      given: one("containerservice:ManagedCluster", {}),
      says: [
        "securityProfile.workloadIdentity.enabled is absent, which means false on Azure; it has to be true",
        "oidcIssuerProfile.enabled is absent, which means false on Azure; it has to be true",
      ],
    },
    unknown: {
      given: one("containerservice:ManagedCluster", {
        oidcIssuerProfile: { enabled: true },
        securityProfile: { workloadIdentity: { enabled: UNKNOWN } },
      }),
      says: ["securityProfile.workloadIdentity.enabled is not known before the update; it has to be true"],
    },
    notApplicable: otherType("containerservice:ManagedCluster"),
  },
  sabotage: [
    {
      what: "takes the issuer away",
      type: "containerservice:ManagedCluster",
      set: { "oidcIssuerProfile.enabled": false },
    },
    {
      what: "hands identities out on the node",
      type: "containerservice:ManagedCluster",
      set: { "podIdentityProfile.enabled": true },
    },
    {
      what: "switches it off",
      type: "containerservice:ManagedCluster",
      set: { "securityProfile.workloadIdentity.enabled": false },
    },
  ],
});
