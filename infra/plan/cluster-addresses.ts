/**
 * Addresses inside of every cluster. Overlay pods and services are never seen outside of their cluster, so all clusters
 * use the same ones. They are taken from shared address space (RFC 6598), which partners' networks hardly ever use, and
 * keep clear of 169.254.0.0/16, 172.30.0.0/16, 172.31.0.0/16 and 192.0.2.0/24, which AKS refuses (Microsoft Learn,
 * aks/configure-azure-cni, prerequisites). Each node takes a /24 of the pods' range, so it holds 1,024 nodes.
 */
export const clusterAddresses = { pods: "100.64.0.0/14", services: "100.68.0.0/16" } as const;

/** Address of the cluster's name service: in the services' range, not its first. */
export const dnsServiceIp = "100.68.0.10";
