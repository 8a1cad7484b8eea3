import type { Platform } from "../../azure/names/codes";
import { formatName } from "../../azure/names/resource-name";
import { stateGroupName } from "../../azure/names/state-group-name";
import { uniqueSuffix } from "../../azure/names/unique-suffix";
import { ROLE_DEFINITIONS } from "../../azure/role-definitions";
import type { Plan } from "../../infra/plan/plan";

/** Something that has to be there before the first stack, with calls of the Azure CLI. */
export interface BootstrapStep {
  readonly what: string;
  /** Succeeds, and gives something other than an empty list, where it is there. */
  readonly look: readonly string[];
  readonly make: readonly string[];
  /** Call that shows the identity whose object id stands for `@identity` in the others. */
  readonly identity?: readonly string[];
}

/** Stands for the object id of a step's identity, which is not known before that is there. */
export const IDENTITY = "@identity";

/** Who deploys from outside, by a token of another system instead of a password. */
export interface Federation {
  readonly issuer: string;
  /** Of what deploys platform, cells and workload. */
  readonly subject: string;
  /** Of what deploys the guard; another one, so that production cannot act as it. */
  readonly guardSubject: string;
}

/** Where one group of stacks keeps its state, and who deploys it. */
export interface StatePlace {
  readonly owner: "guard" | "production";
  readonly group: string;
  readonly account: string;
  readonly vault: string;
  readonly identity: string;
}

export const CONTAINER = "state";
export const KEY = "stack-secrets";

/** Roles that give rights to others without a limit; nobody who deploys may hand them on. */
const UNLIMITED = [
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", // Owner
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", // User Access Administrator
  ROLE_DEFINITIONS["Role Based Access Control Administrator"],
].join(", ");

/** Source: Microsoft Learn, role-based-access-control/delegate-role-assignments-examples (2025). */
const CONDITION = (["write", "delete"] as const)
  .map((verb) => {
    const about = verb === "write" ? "Request" : "Resource";
    return `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${verb}'})) OR (@${about}[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {${UNLIMITED}}))`;
  })
  .join(" AND ");

/** The names of both places, which are known before anything is there. */
export function statePlaces({
  target,
  deploymentState: { site },
}: Plan): Readonly<Record<StatePlace["owner"], StatePlace>> {
  const { environment, salt } = target;
  const platform = target.platform as Platform;
  const place = (owner: StatePlace["owner"]): StatePlace => {
    const named = { platform, environment, site, role: "sta" } as const;
    const unique = (type: "storage:StorageAccount" | "keyvault:Vault") =>
      formatName(type, {
        ...named,
        suffix: uniqueSuffix({ platform, environment, type, salt: `${salt}/state/${owner}` }),
      });
    return {
      owner,
      group: stateGroupName({ platform, environment, site }),
      account: unique("storage:StorageAccount"),
      vault: unique("keyvault:Vault"),
      identity: formatName("managedidentity:UserAssignedIdentity", { ...named, label: `deployer-${owner}` }),
    };
  };
  return { guard: place("guard"), production: place("production") };
}

/** Everything that has to be made, in order; each step needs those before it. */
export function bootstrapSteps(plan: Plan, federation: Federation): readonly BootstrapStep[] {
  const { subscriptions } = plan.target;
  const places = statePlaces(plan);
  const production = [subscriptions.platform, subscriptions.cells];
  return [
    ...placeSteps(
      plan,
      places.guard,
      subscriptions.guard,
      [subscriptions.guard],
      federation.issuer,
      federation.guardSubject,
    ),
    ...placeSteps(plan, places.production, subscriptions.platform, production, federation.issuer, federation.subject),
  ];
}

function placeSteps(
  { deploymentState: { region, redundancy } }: Plan,
  { owner, group, account, vault, identity }: StatePlace,
  subscription: string,
  deploysInto: readonly string[],
  issuer: string,
  subject: string,
): readonly BootstrapStep[] {
  const at = ["--subscription", subscription];
  const inGroup = ["--resource-group", group, ...at];
  const groupId = `/subscriptions/${subscription}/resourceGroups/${group}`;
  const accountId = `${groupId}/providers/Microsoft.Storage/storageAccounts/${account}`;
  const vaultId = `${groupId}/providers/Microsoft.KeyVault/vaults/${vault}`;
  const step = (what: string, look: readonly string[], make: readonly string[]): BootstrapStep => ({
    what: `${owner}: ${what}`,
    look,
    make,
  });
  const grant = (role: string, scope: string, more: readonly string[] = []): BootstrapStep => {
    const who = ["--role", role, "--scope", scope];
    const principal = ["--assignee-object-id", IDENTITY, "--assignee-principal-type", "ServicePrincipal"];
    return {
      ...step(
        `${identity} is ${role} on ${scope}`,
        ["role", "assignment", "list", "--assignee", IDENTITY, ...who],
        ["role", "assignment", "create", ...principal, ...who, ...more],
      ),
      identity: ["identity", "show", "--name", identity, ...inGroup],
    };
  };
  return [
    step(
      `resource group ${group} in ${region}`,
      ["group", "show", "--name", group, ...at],
      ["group", "create", "--name", group, "--location", region, ...at],
    ),
    step(
      `storage account ${account} (${redundancy}), sign-in by Entra only`,
      ["storage", "account", "show", "--name", account, ...inGroup],
      [
        ...["storage", "account", "create", "--name", account, ...inGroup, "--location", region, "--sku", redundancy],
        ...["--kind", "StorageV2", "--min-tls-version", "TLS1_2", "--https-only", "true"],
        ...["--allow-blob-public-access", "false", "--allow-shared-key-access", "false"],
        "--require-infrastructure-encryption",
      ],
    ),
    step(
      `earlier versions of ${account} are kept 90 days`,
      [
        ...["storage", "account", "blob-service-properties", "show", "--account-name", account, ...inGroup],
        ...["--query", "isVersioningEnabled && [isVersioningEnabled] || `[]`"],
      ],
      [
        ...["storage", "account", "blob-service-properties", "update", "--account-name", account, ...inGroup],
        ...["--enable-versioning", "true", "--enable-delete-retention", "true", "--delete-retention-days", "90"],
      ],
    ),
    step(
      `container ${CONTAINER} of ${account}`,
      ["storage", "container-rm", "show", "--name", CONTAINER, "--storage-account", accountId],
      ["storage", "container-rm", "create", "--name", CONTAINER, "--storage-account", accountId],
    ),
    step(
      `key vault ${vault}, nothing purged by anybody`,
      ["keyvault", "show", "--name", vault, ...inGroup],
      [
        ...["keyvault", "create", "--name", vault, ...inGroup, "--location", region, "--retention-days", "90"],
        ...["--enable-rbac-authorization", "true", "--enable-purge-protection", "true"],
      ],
    ),
    step(
      `key ${KEY} of ${vault}`,
      ["keyvault", "key", "show", "--name", KEY, "--vault-name", vault, ...at],
      ["keyvault", "key", "create", "--name", KEY, "--vault-name", vault, "--kty", "RSA", "--size", "3072", ...at],
    ),
    step(
      `identity ${identity}`,
      ["identity", "show", "--name", identity, ...inGroup],
      ["identity", "create", "--name", identity, ...inGroup, "--location", region],
    ),
    step(
      `${identity} is whoever ${issuer} calls "${subject}"`,
      ["identity", "federated-credential", "show", "--name", "deployer", "--identity-name", identity, ...inGroup],
      [
        ...[
          "identity",
          "federated-credential",
          "create",
          "--name",
          "deployer",
          "--identity-name",
          identity,
          ...inGroup,
        ],
        ...["--issuer", issuer, "--subject", subject, "--audiences", "api://AzureADTokenExchange"],
      ],
    ),
    grant("Storage Blob Data Contributor", accountId),
    grant("Key Vault Crypto User", vaultId),
    ...deploysInto.map((id) =>
      grant("Owner", `/subscriptions/${id}`, ["--condition", CONDITION, "--condition-version", "2.0"]),
    ),
  ];
}
