import { ManagedIdentity } from "../../components/identity/managed-identity";
import { WorkloadIdentity } from "../../components/identity/workload-identity";
import { componentCase, type ComponentFamily } from "./component-case";

const issuer = (label: string) => ({ label, issuerUrl: `https://issuer.example/${label}/` });

export const identity: ComponentFamily = {
  ManagedIdentity: componentCase(ManagedIdentity)({
    smallest: (place) => ({ ...place.at(), role: "app" }),
    everything: (place) => ({ ...place.at(), role: "job", label: "everything" }),
    hardened: (place) => ({ ...place.at(), role: "key" }),
  }),
  WorkloadIdentity: componentCase(WorkloadIdentity)({
    smallest: (place) => ({ ...place.at(), role: "job", issuers: [], namespace: "ns-job", serviceAccount: "job" }),
    everything: (place) => ({
      ...place.at(),
      role: "job",
      label: "two-clusters",
      issuers: [issuer("weu"), issuer("neu")],
      namespace: "ns-job",
      serviceAccount: "job",
    }),
    hardened: (place) => ({
      ...place.at(),
      role: "job",
      issuers: [issuer("weu")],
      namespace: "ns-ab12",
      serviceAccount: "application",
    }),
  }),
};
