import type { Rule } from "../../framework/rule";
import { rule as clusterEgressThroughFirewall } from "./cluster-egress-through-firewall";
import { rule as clusterNoPublicName } from "./cluster-no-public-name";
import { rule as clusterNoRemoteCommands } from "./cluster-no-remote-commands";
import { rule as clusterPrivate } from "./cluster-private";
import { rule as containerPrivate } from "./container-private";
import { rule as ingressInternal } from "./ingress-internal";
import { rule as keyVaultNotForDeployments } from "./key-vault-not-for-deployments";
import { rule as keyVaultNotPublic } from "./key-vault-not-public";
import { rule as poolNotPublic } from "./pool-not-public";
import { rule as registryNoExport } from "./registry-no-export";
import { rule as registryNotPublic } from "./registry-not-public";
import { rule as replicationStaysInside } from "./replication-stays-inside";
import { rule as serviceClusterInternal } from "./service-cluster-internal";
import { rule as sqlNotPublic } from "./sql-not-public";
import { rule as sqlOutboundRestricted } from "./sql-outbound-restricted";
import { rule as storageFirewallClosed } from "./storage-firewall-closed";
import { rule as storageNoAnonymousReaders } from "./storage-no-anonymous-readers";
import { rule as storageNoCopiesToStrangers } from "./storage-no-copies-to-strangers";
import { rule as storageNoLocalUsers } from "./storage-no-local-users";
import { rule as storageNoWebOrigins } from "./storage-no-web-origins";
import { rule as storageNotPublic } from "./storage-not-public";

/** The rules of this family. */
export const exposureRules: readonly Rule[] = [
  clusterEgressThroughFirewall,
  clusterNoPublicName,
  clusterNoRemoteCommands,
  clusterPrivate,
  containerPrivate,
  ingressInternal,
  keyVaultNotForDeployments,
  keyVaultNotPublic,
  poolNotPublic,
  registryNoExport,
  registryNotPublic,
  replicationStaysInside,
  serviceClusterInternal,
  sqlNotPublic,
  sqlOutboundRestricted,
  storageFirewallClosed,
  storageNoAnonymousReaders,
  storageNoCopiesToStrangers,
  storageNoLocalUsers,
  storageNoWebOrigins,
  storageNotPublic,
];
