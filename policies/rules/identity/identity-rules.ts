import type { Rule } from "../../framework/rule";
import { rule as clusterAzureRoles } from "./cluster-azure-roles";
import { rule as clusterNoAdministrators } from "./cluster-no-administrators";
import { rule as clusterNoLocalAccounts } from "./cluster-no-local-accounts";
import { rule as clusterRightsNarrow } from "./cluster-rights-narrow";
import { rule as clusterWorkloadIdentity } from "./cluster-workload-identity";
import { rule as copiesOnlyAdded } from "./copies-only-added";
import { rule as copyWriterOnlyAdds } from "./copy-writer-only-adds";
import { rule as federationNarrow } from "./federation-narrow";
import { rule as keyVaultRoles } from "./key-vault-roles";
import { rule as registryNoAdministrator } from "./registry-no-administrator";
import { rule as registryNoAnonymousPull } from "./registry-no-anonymous-pull";
import { rule as roleCustomScope } from "./role-custom-scope";
import { rule as roleDefinitionNarrow } from "./role-definition-narrow";
import { rule as roleExplained } from "./role-explained";
import { rule as roleKnown } from "./role-known";
import { rule as roleNotOfAPerson } from "./role-not-of-a-person";
import { rule as roleNotTooWide } from "./role-not-too-wide";
import { rule as roleOfKnownPrincipal } from "./role-of-known-principal";
import { rule as sqlAdministratorsGroup } from "./sql-administrators-group";
import { rule as sqlAdministratorsKnown } from "./sql-administrators-known";
import { rule as sqlEntraOnly } from "./sql-entra-only";
import { rule as storageNoAccountKeys } from "./storage-no-account-keys";
import { rule as trustedAccessNarrow } from "./trusted-access-narrow";
import { rule as workspaceNoKeys } from "./workspace-no-keys";

/** The rules of this family. */
export const identityRules: readonly Rule[] = [
  clusterAzureRoles,
  clusterNoAdministrators,
  clusterNoLocalAccounts,
  clusterRightsNarrow,
  clusterWorkloadIdentity,
  copiesOnlyAdded,
  copyWriterOnlyAdds,
  federationNarrow,
  keyVaultRoles,
  registryNoAdministrator,
  registryNoAnonymousPull,
  roleCustomScope,
  roleDefinitionNarrow,
  roleExplained,
  roleKnown,
  roleNotOfAPerson,
  roleNotTooWide,
  roleOfKnownPrincipal,
  sqlAdministratorsGroup,
  sqlAdministratorsKnown,
  sqlEntraOnly,
  storageNoAccountKeys,
  trustedAccessNarrow,
  workspaceNoKeys,
];
