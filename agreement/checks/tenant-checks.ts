import type { Agreement } from "../agreement";
import type { CloudFacts } from "../cloud-facts";
import { computeIsolationSchema, firewallIsolationSchema, serverIsolationSchema } from "../families/isolation";
import type { ComputeIsolation } from "../families/isolation";
import { cellsWithRoomFor, placesOf } from "../tenant-places";
import type { Tenant, Tenants } from "../tenants";
import type { Finding } from "../yaml-document";
import { promisesOf } from "./check";
import { generationFindings } from "./generation-checks";
import { firewallNeedsNodes } from "./isolation-checks";
import { moveFindings } from "./move-checks";
import { retiredFindings } from "./retired-checks";

interface Document {
  readonly platform?: string | undefined;
  readonly tenants: Tenants["tenants"];
  readonly retired: Tenants["retired"];
}

/** What is wrong with the tenants of a platform as a whole, and with each of them beside its platform's agreement. */
export function tenantFindings(
  { platform, tenants, retired }: Document,
  facts: CloudFacts,
  agreement: Agreement | undefined,
): readonly Finding[] {
  return [
    ...repeated(tenants, "code", (tenant) => [tenant.code]),
    ...repeated(tenants, "hostName", (tenant) => [tenant.hostName]),
    ...repeated(tenants, "segment", (tenant) =>
      placesOf(tenant).map(({ cell, segment }) => `${segment} in cell ${cell}`),
    ),
    ...retiredFindings({ tenants, retired }),
    ...tenants.flatMap(stateFindings),
    ...generationFindings({ tenants, retired }),
    ...moveFindings({ tenants, retired }, agreement),
    ...(agreement === undefined
      ? []
      : [
          ...otherPlatform(platform, agreement),
          ...fullCells(tenants, facts, agreement),
          ...tenants.flatMap((tenant, index) => overrideFindings(tenant, ["tenants", index, "overrides"], agreement)),
        ]),
  ];
}

function otherPlatform(platform: string | undefined, agreement: Agreement): readonly Finding[] {
  return platform === undefined || platform === agreement.platform
    ? []
    : [
        {
          path: ["platform"],
          allowed: `"${agreement.platform}", the platform of the agreement`,
          fixes: [`Write \`platform: ${agreement.platform}\`.`],
        },
      ];
}

function repeated(
  tenants: Tenants["tenants"],
  term: "code" | "hostName" | "segment",
  keysOf: (tenant: Tenant) => readonly string[],
): readonly Finding[] {
  return tenants.flatMap((tenant, index) =>
    keysOf(tenant).flatMap((key) => {
      const first = tenants.find((other) => keysOf(other).includes(key));
      return first === undefined || first === tenant
        ? []
        : [
            {
              path: ["tenants", index, term],
              given: `${term} ${key}, which ${first.name} has already`,
              allowed: term === "segment" ? "every segment once in its cell" : `every ${term} once`,
              fixes: [`Give ${tenant.name} another ${term}; what a tenant has keeps for good.`],
            },
          ];
    }),
  );
}

function stateFindings(tenant: Tenant, index: number): readonly Finding[] {
  const path = ["tenants", index, "until"];
  if (tenant.state === "leaving" && tenant.until === undefined) {
    return [
      { path, allowed: "the last day of a leaving tenant", fixes: ['Add `until: "2027-03-31"` or what was agreed.'] },
    ];
  }
  if (tenant.state === "active" && tenant.until !== undefined) {
    return [
      { path, allowed: "nothing while the tenant is active", fixes: ["Set `state: leaving`, or remove `until`."] },
    ];
  }
  return [];
}

function fullCells(tenants: Tenants["tenants"], facts: CloudFacts, agreement: Agreement): readonly Finding[] {
  const cells = [...new Set(tenants.flatMap(cellsWithRoomFor))].sort();
  return cells.flatMap((cell) => {
    const inside = tenants.filter((tenant) => cellsWithRoomFor(tenant).includes(cell));
    const computes = inside.map((tenant) => tenant.overrides.compute ?? agreement.isolation.compute);
    const devices = inside.filter(
      ({ overrides }) => (overrides.firewall ?? agreement.isolation.firewall) === "device",
    ).length;
    const capacity = (compute: ComputeIsolation) => facts.tenantsPerCell(agreement.platform, compute, devices);
    // The most demanding isolation in the cell sets its size.
    const demanding = computes.reduce((most, compute) => (capacity(compute) < capacity(most) ? compute : most));
    const tooMany = inside[capacity(demanding)];
    return tooMany === undefined
      ? []
      : [
          {
            path: ["tenants", tenants.indexOf(tooMany), "cell"],
            given: `cell ${cell} with ${inside.length} tenants`,
            allowed: `${capacity(demanding)} tenants in a cell with compute "${demanding}"`,
            fixes: ["Put this tenant and those after it into another cell."],
          },
        ];
  });
}

function overrideFindings(tenant: Tenant, path: Finding["path"], agreement: Agreement): readonly Finding[] {
  const { isolation, access, encryption, identity } = agreement;
  const { overrides } = tenant;
  const isolationOverride = (term: "compute" | "firewall" | "server", order: readonly string[], sold?: string) => {
    const less = below([...path, term], order, isolation[term], overrides[term], promisesOf(isolation));
    return less.length > 0
      ? less
      : unsold([...path, term], overrides[term], [isolation[term], sold], `isolation.${term}Option`);
  };
  return [
    ...isolationOverride("compute", computeIsolationSchema.options, isolation.computeOption?.compute),
    ...isolationOverride("firewall", firewallIsolationSchema.options, isolation.firewallOption?.firewall),
    // A server of its own needs no option: it takes nothing from others.
    ...isolationOverride("server", serverIsolationSchema.options, "tenant"),
    ...unsold(
      [...path, "addresses"],
      overrides.addresses,
      [access.tenantAddresses && overrides.addresses],
      "access.tenantAddresses",
    ),
    ...unsold(
      [...path, "customerKey"],
      overrides.customerKey,
      [encryption.customerKeys && true],
      "encryption.customerKeys",
    ),
    ...unsold([...path, "twoFactor"], overrides.twoFactor, [identity.twoFactor && "enforced"], "identity.twoFactor"),
    ...(overrides.firewall === undefined
      ? []
      : firewallNeedsNodes(
          [...path, "firewall"],
          overrides.firewall,
          overrides.compute ?? isolation.compute,
          promisesOf(isolation.firewallOption ?? isolation),
        )),
  ];
}

function below(
  path: Finding["path"],
  order: readonly string[],
  platform: string,
  tenant: string | undefined,
  breaks: readonly string[],
): readonly Finding[] {
  return tenant === undefined || order.indexOf(tenant) >= order.indexOf(platform)
    ? []
    : [
        {
          path,
          allowed: `"${platform}", which every tenant of the platform has, or more`,
          fixes: ["Remove the override: a tenant never has less than its platform promises."],
          breaks,
        },
      ];
}

function unsold<T>(
  path: Finding["path"],
  bought: T | undefined,
  sold: readonly unknown[],
  clause: string,
): readonly Finding[] {
  return bought === undefined || sold.includes(bought)
    ? []
    : [
        {
          path,
          allowed: `what the agreement sells (${clause})`,
          fixes: ["Remove the override.", `Add the option to the agreement as ${clause}.`],
        },
      ];
}
