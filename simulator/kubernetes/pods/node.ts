import type { ArmObject } from "../../arm/resource";
import { flagAt, numberAt, textAt, textListAt } from "../../models/read-body";
import { regionName } from "../../models/region-check";
import { textsAt } from "../cluster/kube-object";
import type { ClusterView } from "../kinds/kind-rules";
import type { Amounts } from "./pod-resources";

/** A node as the scheduler sees it. */
export interface Node {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  /** What pods can have, in cores, bytes and pods. */
  readonly allocatable: Amounts;
}

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

const gibibyte = 2 ** 30;
const mebibyte = 2 ** 20;

/** GiB of memory for each core by series (Microsoft Learn, virtual-machines/sizes, 2026-08); others are not modelled. */
const memoryPerCore: Readonly<Record<string, number>> = { D: 4, E: 8, F: 2 };

/** Millicores that AKS keeps for the node, by cores (Microsoft Learn, aks/node-resource-reservations, 2026-08). */
const reservedCpu: Readonly<Record<number, number>> = { 1: 60, 2: 100, 4: 140, 8: 180, 16: 260, 32: 420, 64: 740 };

/** What the daemons of AKS and its add-ons ask for on every node. Estimates, from clusters of this kind. */
const daemons = { cpu: 0.5, memory: 900 * mebibyte };

/** The nodes that a cluster has when its autoscaler has gone as far as it may. */
export function nodesOf(view: ClusterView): readonly Node[] {
  return view.pools.flatMap((pool) => {
    const count = flagAt(pool, "enableAutoScaling") === true ? numberAt(pool, "maxCount") : numberAt(pool, "count");
    return Array.from({ length: count ?? 0 }, (_, i) => nodeOf(pool, view, i));
  });
}

/** A size of machines whose memory the local cloud does not know; undefined where it knows all. */
export function unknownSize(view: ClusterView): string | undefined {
  return view.pools.map((pool) => textAt(pool, "vmSize") ?? "").find((size) => machineOf(size) === undefined);
}

function machineOf(size: string): { readonly cores: number; readonly memory: number } | undefined {
  const [, series = "", cores = ""] = /^Standard_([A-Z]+)(\d+)/i.exec(size) ?? [];
  const perCore = memoryPerCore[series.toUpperCase().slice(0, 1)];
  if (perCore === undefined || series.length !== 1) return undefined;
  return { cores: Number(cores), memory: Number(cores) * perCore * gibibyte };
}

function nodeOf(pool: ArmObject, view: ClusterView, index: number): Node {
  const poolName = textAt(pool, "name") ?? "";
  const size = textAt(pool, "vmSize") ?? "";
  const name = `aks-${poolName}-vmss${String(index).padStart(6, "0")}`;
  const zones = textListAt(pool, "availabilityZones");
  const region = regionName(view.body.location ?? "");
  // Nodes of a pool without zones are told apart by their fault domain.
  const zone = zones.length === 0 ? "0" : `${region}-${zones[index % zones.length] ?? ""}`;
  return {
    name,
    labels: {
      ...{ agentpool: poolName, "kubernetes.azure.com/agentpool": poolName },
      "kubernetes.azure.com/mode": (textAt(pool, "mode") ?? "User").toLowerCase(),
      "kubernetes.io/arch": /^Standard_[A-Z]+\d+[a-z]*p/i.test(size) ? "arm64" : "amd64",
      ...{ "kubernetes.io/hostname": name, "kubernetes.io/os": "linux" },
      "node.kubernetes.io/instance-type": size,
      ...{ "topology.kubernetes.io/region": region, "topology.kubernetes.io/zone": zone },
      ...textsAt(pool, "nodeLabels"),
    },
    taints: textListAt(pool, "nodeTaints").map(taintOf),
    allocatable: allocatableOf(size, numberAt(pool, "maxPods") ?? 0),
  };
}

function taintOf(text: string): Taint {
  const [pair = "", effect = ""] = text.split(":");
  const [key = "", value = ""] = pair.split("=");
  return { key, value, effect };
}

/** Microsoft Learn, aks/node-resource-reservations (2026-08): 20 MB a pod and 50 MB, but at most a quarter. */
function allocatableOf(size: string, pods: number): Amounts {
  const { cores = 0, memory = 0 } = machineOf(size) ?? {};
  const reserved = Math.min((20 * pods + 50) * mebibyte, memory / 4) + 100 * mebibyte;
  return {
    cpu: cores - (reservedCpu[cores] ?? 0.02 * cores * 1000) / 1000 - daemons.cpu,
    memory: memory - reserved - daemons.memory,
    pods,
  };
}
