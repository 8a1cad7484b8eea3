import { readFileSync } from "node:fs";
import { analyseReachability } from "../../policies/analysis/reachability/analyse";
import type { FullCells } from "../reachability/full-cells";
import { ResourceSet } from "../../policies/resources/resource-set";

/** What one analysis costs. */
export interface AnalysisCost {
  readonly cpuSeconds: number;
  readonly mebibytes: number;
  readonly segments: number;
  readonly tenantsInEach: number;
  readonly findings: readonly string[];
}

/** Analyses the union in a file, in a process of its own, and prints what it costs. */
export function main(file: string): void {
  const { resources, measure, tenantsInEach } = JSON.parse(readFileSync(file, "utf8")) as FullCells;
  const before = process.cpuUsage();
  const { findings } = analyseReachability(new ResourceSet(resources, true), measure);
  const { user, system } = process.cpuUsage(before);
  const cost: AnalysisCost = {
    cpuSeconds: (user + system) / 1e6,
    mebibytes: process.resourceUsage().maxRSS / 1024,
    tenantsInEach,
    segments: resources.filter(({ type }) => type === "network:Subnet").length,
    findings: findings.map(({ kind, message }) => `${kind}: ${message}`),
  };
  process.stdout.write(`${JSON.stringify(cost)}\n`);
}
