import type { Agreement } from "../../agreement/agreement";
import type { Tenants } from "../../agreement/tenants";
import { isolationOf } from "./address-plan";
import { capacityWith } from "./cell-capacity";
import { promisesOf } from "./clause-promises";
import type { PlanFinding } from "./plan-finding";
import { groupBy } from "./group-by";

/** Tenants whose isolation cannot be built, and cells with more tenants than they take. */
export function isolationFindings(agreement: Agreement, tenants: Tenants): readonly PlanFinding[] {
  return [...tenantFindings(agreement, tenants), ...cellFindings(agreement, tenants)];
}

function tenantFindings(agreement: Agreement, { tenants }: Tenants): readonly PlanFinding[] {
  return tenants.flatMap((tenant, index): readonly PlanFinding[] => {
    const { compute, firewall } = isolationOf(agreement, tenant);
    const path = ["tenants", index, "overrides", "firewall"];
    const breaks = promisesOf(agreement.isolation, "firewall");
    if (firewall === "device" && compute !== "cluster") {
      return [
        {
          document: "tenants",
          path,
          given: `device with compute: ${compute}`,
          allowed:
            "device with compute: cluster, because nodes and pods of one cluster are open to each other and nothing can stand between them",
          fixes: [
            "Give the tenant `compute: cluster`.",
            "Use `ruleSet`: the tenant's own collections in the site's firewall.",
          ],
          breaks,
        },
      ];
    }
    if (firewall === "ruleSet" && compute === "namespace") {
      return [
        {
          document: "tenants",
          path,
          given: "ruleSet with compute: namespace",
          allowed:
            "ruleSet with compute: nodePool or cluster, because pods of shared nodes have no addresses of their own",
          fixes: ["Give the tenant `compute: nodePool`.", "Use `firewall: none`."],
          breaks,
        },
      ];
    }
    return [];
  });
}

function cellFindings(agreement: Agreement, { tenants }: Tenants): readonly PlanFinding[] {
  return [...groupBy(tenants, (tenant) => tenant.cell)].flatMap(([cell, members]): readonly PlanFinding[] => {
    const [first, ...others] = members.map((tenant) => isolationOf(agreement, tenant));
    if (first === undefined) return [];
    const least = capacityWith(agreement.platform, [first, ...others]);
    if (members.length <= least.tenants) {
      return [];
    }
    return [
      {
        document: "tenants",
        path: ["tenants"],
        given: `${members.length} tenants in cell ${cell}`,
        allowed: `${least.tenants} (${least.limitedBy})`,
        fixes: ["Put the newest tenants into another cell."],
        breaks: [],
      },
    ];
  });
}
