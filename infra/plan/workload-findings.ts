import { MESH_REVISIONS, meshRevisionsFor } from "../../azure/mesh-revisions";
import { isolationOf } from "./address-plan";
import { groupBy } from "./group-by";
import type { PlanSources } from "./make-plan";
import type { PlanFinding } from "./plan-finding";

/** Where an environment's programs fit neither its clusters nor its nodes. */
export function workloadFindings(sources: PlanSources): readonly PlanFinding[] {
  return [...meshFindings(sources), ...nodeFindings(sources)];
}

function meshFindings({ environment }: PlanSources): readonly PlanFinding[] {
  const { meshRevision, kubernetesVersion } = environment;
  const fitting = meshRevisionsFor(kubernetesVersion);
  if (fitting.includes(meshRevision)) return [];
  const known = MESH_REVISIONS.map(({ name }) => name).join(", ");
  return [
    {
      document: "environment",
      path: ["meshRevision"],
      given: `${meshRevision} with Kubernetes ${kubernetesVersion}`,
      allowed:
        fitting.length > 0 ? fitting.join(", ") : `a revision that runs on ${kubernetesVersion}; known are ${known}`,
      fixes:
        fitting.length > 0
          ? [`Write \`meshRevision: ${fitting.at(-1) ?? ""}\`.`]
          : ["Choose a Kubernetes version on which a known revision runs."],
      breaks: [],
    },
  ];
}

/**
 * What is left of a node for pods, as a share of its cores: AKS keeps 180 thousandths of four cores (Microsoft Learn,
 * aks/concepts-clusters-workloads, resource reservations), its own pods on each node take about as much again (estimate).
 */
const usableShare = 0.9;

/** Cores of a VM size: the first number in its name (Microsoft Learn, virtual-machines/vm-naming-conventions). */
function coresOf(vmSize: string): number {
  return Number(/\d+/.exec(vmSize)?.[0] ?? 0);
}

/** The replicas that always run have to fit the nodes that there can be at most, in each cell. */
function nodeFindings({ agreement, tenants, environment }: PlanSources): readonly PlanFinding[] {
  const { sizes, workload } = environment;
  const { request } = workload.application.cpuMillicores;
  const { minimum } = workload.application.replicas;
  const sharing = tenants.tenants.filter((tenant) => isolationOf(agreement, tenant).compute === "namespace");
  const { vmSize, maximum } = sizes.userNodes;
  const room = Math.floor(coresOf(vmSize) * maximum * usableShare * 1000);
  return [...groupBy(sharing, ({ cell }) => cell)].flatMap(([cell, members]): readonly PlanFinding[] => {
    const needed = members.length * minimum * request;
    return needed <= room
      ? []
      : [
          {
            document: "environment",
            path: ["workload", "application", "replicas", "minimum"],
            given: `${minimum} replicas for each of ${members.length} tenants of cell ${cell}: ${needed} thousandths of a core`,
            allowed: `${room}, which ${maximum} nodes of ${vmSize} have for pods`,
            fixes: ["Raise sizes.userNodes.", "Lower workload.application.", "Put tenants into another cell."],
            breaks: [],
          },
        ];
  });
}
