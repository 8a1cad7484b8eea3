import { all, type Output } from "@pulumi/pulumi";
import { idOf } from "../../azure/resource-id";
import type { Scope } from "../../components/component-args";
import { ApplicationGateway } from "../../components/edge/application-gateway";
import { DnsEntry } from "../../components/edge/dns-entry";
import { wafPolicy, wafPolicyName, type WafPolicyOwner } from "../../components/edge/waf-policy";
import { ManagedIdentity } from "../../components/identity/managed-identity";
import { RoleAssignment } from "../../components/identity/role-assignment";
import { nameInScope } from "../../components/name-in-scope";
import type { CellPlan } from "../plan/cell-plan";
import type { EntryPlan } from "../plan/entry-plan";
import type { Plan } from "../plan/plan";
import { networkGroupName, workspaceAt, type CellSite } from "./cell-network";
import { certificateSecretName } from "./certificate-secret";
import type { PlatformOutputs } from "./layer-outputs";
import { made, segmentHolding } from "./plan-lookup";
import { siteOutput } from "./platform-outputs";

export interface CellEntryArgs {
  /** Platform, environment and cell; sites are added here. */
  readonly scope: Scope;
  readonly tags: Readonly<Record<string, string>>;
  readonly platform: Output<PlatformOutputs>;
  /** The cell's networks, as `cellNetwork` made them. */
  readonly networks: readonly CellSite[];
}

export interface CellEntry {
  /** The gateways' ids by site code. */
  readonly gateways: Readonly<Record<string, Output<string>>>;
  /** The id of the public name's profile, where the cell stands at two sites. */
  readonly profileId?: Output<string>;
}

interface EntryPlace {
  readonly scope: Scope;
  readonly site: string;
  readonly network: CellSite;
}

/** The network at a site that all tenants share. */
function sharedAt<T extends { readonly site: string; readonly tenant?: string }>(
  things: readonly T[],
  site: string,
): T {
  const shared = things.find((candidate) => candidate.site === site && candidate.tenant === undefined);
  if (shared === undefined) throw new Error(`The plan has an entry at site "${site}", but no network for it there.`);
  return shared;
}

/** The identity with which a gateway reads its certificates, once it may. */
function certificateReader(plan: Plan, args: CellEntryArgs, { scope, site, network }: EntryPlace): Output<string> {
  const identity = new ManagedIdentity(`gateway-identity-${site}`, {
    scope,
    role: "gwy",
    resourceGroupName: network.resourceGroupName,
    location: network.location,
    tags: args.tags,
  });
  const mayRead = new RoleAssignment(`gateway-certificates-${site}`, {
    scope,
    principal: { name: identity.name, id: identity.principalId },
    target: {
      name: `key-vault-${site}`,
      id: siteOutput(args.platform, site, "keyVaultId"),
      subscription: plan.target.subscriptions.platform,
    },
    role: "Key Vault Secrets User",
    reason: "The application gateway reads the certificates of its listeners, which Key Vault keeps as secrets.",
  });
  return all([identity.resourceId, mayRead.id]).apply(([identityId]) => identityId);
}

/** Policies of no tenant; the gateway's own has no further name. */
const SHARED_POLICIES: ReadonlySet<string> = new Set(["gateway", "probes"]);

/**
 * The policies of a site's gateway and listeners, by their ids. The ids are worked out from names and so are known in the
 * first preview, in which somebody has to be able to judge which listener has whose policy.
 */
function addPolicies(plan: Plan, args: CellEntryArgs, entry: EntryPlan, { scope, site, network }: EntryPlace) {
  return Object.fromEntries(
    entry.policies.map((policy) => {
      const isShared = SHARED_POLICIES.has(policy.key);
      const ofNobody: WafPolicyOwner = policy.key === "gateway" ? {} : { label: policy.key };
      const whose = isShared ? ofNobody : { tenant: policy.key };
      const names = { resourceGroupName: networkGroupName(scope), policyName: wafPolicyName(scope, whose) };
      const made = wafPolicy(
        `waf-${site}-${policy.key}`,
        {
          scope,
          ...whose,
          resourceGroupName: network.resourceGroupName,
          location: network.location,
          tags: args.tags,
          admission: policy,
        },
        {},
      );
      const id = idOf("network:WebApplicationFirewallPolicy", names, plan.target.subscriptions.cells);
      // By its URN, which is known, the gateway still waits for the policy.
      return [policy.key, id === undefined ? made.id : made.urn.apply(() => id)] as const;
    }),
  );
}

/** Address of a tenant's certificate in the site's key vault; without a version, so that a renewed one is picked up. */
function certificateAddress(args: CellEntryArgs, { scope, site }: EntryPlace, tenant: string): Output<string> {
  const name = certificateSecretName(scope, tenant);
  return siteOutput(args.platform, site, "keyVaultUri").apply((uri) => `${uri}secrets/${name}`);
}

function ownBackend(entry: EntryPlan, tenant: string): { readonly ownBackend?: string } {
  const address = entry.tenantBackends?.[tenant];
  return address === undefined ? {} : { ownBackend: address };
}

function addGateway(plan: Plan, cell: CellPlan, args: CellEntryArgs, entry: EntryPlan, dnsLabel: string | undefined) {
  const { site } = entry;
  const network = sharedAt(args.networks, site);
  const { segments } = sharedAt(cell.spokes, site);
  const scope = { ...args.scope, site };
  const place = { scope, site, network };
  const policies = addPolicies(plan, args, entry, place);
  return new ApplicationGateway(
    `gateway-${site}`,
    {
      scope,
      subscriptionId: plan.target.subscriptions.cells,
      resourceGroup: networkGroupName(scope),
      resourceGroupName: network.resourceGroupName,
      location: network.location,
      tags: args.tags,
      workspaceId: workspaceAt(args.platform, site),
      subnetId: made(network.subnets, segmentHolding(segments, "application-gateway"), "segment"),
      zones: entry.zones,
      instances: entry.instances,
      backendAddress: entry.backendAddress,
      sslPolicy: entry.sslPolicy,
      ...(entry.strictTransportSeconds !== undefined && { strictTransportSeconds: entry.strictTransportSeconds }),
      wafPolicyId: made(policies, "gateway", "firewall policy of"),
      privateEntry: {
        address: entry.privateAddress,
        port: entry.privatePort,
        wafPolicyId: made(policies, "probes", "firewall policy of"),
      },
      identityId: certificateReader(plan, args, place),
      listeners: cell.tenants.map(({ code, hostName }) => ({
        tenant: code,
        hostName,
        wafPolicyId: made(policies, code, "firewall policy of tenant"),
        certificateSecretId: certificateAddress(args, place, code),
        ...ownBackend(entry, code),
      })),
      ...(dnsLabel !== undefined && { domainNameLabel: `${dnsLabel}-${site}` }),
    },
    // It reads its certificates when it is made, from a key vault that it finds through the hub.
    { dependsOn: [...network.egress] },
  );
}

/** The active site first, then the others in the plan's order. */
function byPreference(entries: readonly EntryPlan[], activeSite: string): readonly EntryPlan[] {
  return [
    ...entries.filter((entry) => entry.site === activeSite),
    ...entries.filter((entry) => entry.site !== activeSite),
  ];
}

/**
 * Where users come in: at each site a gateway with a listener and a complete firewall policy for each tenant; and, where
 * there are two sites, one public name that answers with the active one.
 *
 * The DNS entry belongs to the cell: it answers for all names alike, so cells with gateways of their own cannot share it.
 */
export function cellEntry(plan: Plan, cell: CellPlan, args: CellEntryArgs): CellEntry {
  const [firstTenant] = cell.tenants;
  const [firstEntry, ...otherEntries] = cell.entries;
  const label =
    otherEntries.length > 0 ? nameInScope(args.scope, "trafficmanager:Profile", { role: "dns" }) : undefined;
  const gateways = Object.fromEntries(
    cell.entries.map((entry) => [entry.site, addGateway(plan, cell, args, entry, label)]),
  );
  const entry = (): DnsEntry | undefined => {
    if (label === undefined || firstEntry === undefined || firstTenant === undefined) return undefined;
    // The first site of the plan, not the active one: a switch must not move the entry itself.
    const home = sharedAt(args.networks, firstEntry.site);
    return new DnsEntry("dns-entry", {
      scope: args.scope,
      resourceGroupName: home.resourceGroupName,
      tags: args.tags,
      workspaceId: workspaceAt(args.platform, cell.activeSite),
      label,
      targets: byPreference(cell.entries, cell.activeSite).map(({ site }) => ({
        site,
        publicAddressId: made(gateways, site, "gateway at site").publicAddressId,
      })),
      probedHost: firstTenant.hostName,
    });
  };
  const profileId = entry()?.resourceId;
  return {
    gateways: Object.fromEntries(Object.entries(gateways).map(([site, gateway]) => [site, gateway.resourceId])),
    ...(profileId !== undefined && { profileId }),
  };
}
