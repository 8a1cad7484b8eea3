import type { ArmProblem } from "../../arm/problem";
import type { Write } from "../../arm/resource-model";
import { textAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";

/** A minor version of Kubernetes with the last days on which AKS makes clusters of it. */
interface Release {
  readonly minor: number;
  readonly endOfLife: string;
  /** With long-term support, which needs the Premium tier. */
  readonly endOfLongTermSupport: string;
}

/**
 * Source: Microsoft Learn, aks/supported-kubernetes-versions (2026-08). The days within the months, and long-term
 * support of a year beyond, are estimates. A version may be used before its release, since the clock of the local cloud
 * can be started on any day.
 */
const releases: readonly Release[] = [
  { minor: 33, endOfLife: "2026-07-31", endOfLongTermSupport: "2027-07-31" },
  { minor: 34, endOfLife: "2026-11-30", endOfLongTermSupport: "2027-11-30" },
  { minor: 35, endOfLife: "2027-03-31", endOfLongTermSupport: "2028-03-31" },
  { minor: 36, endOfLife: "2027-06-30", endOfLongTermSupport: "2028-06-30" },
  { minor: 37, endOfLife: "2027-10-31", endOfLongTermSupport: "2028-10-31" },
];

/** The newest patch of a minor version is not published for the future; a fixed one stands for it. */
const assumedPatch = 2;

/** AKS lets pools lag behind the control plane by at most so many minor versions (kubernetes.io, version skew policy). */
const largestSkew = 3;

/** The minor part of `1.36` or `1.36.2`; undefined where a text is no such version. */
export function minorOf(version: string): number | undefined {
  const minor = /^1\.(\d+)(\.\d+)?$/.exec(version)?.[1];
  return minor === undefined ? undefined : Number(minor);
}

/** The version with its patch: `1.36` stands for the newest patch of 1.36. */
export function fullVersion(version: string): string {
  return version.split(".").length === 2 ? `${version}.${assumedPatch}` : version;
}

/** What AKS makes where no version is asked for: the second newest that it supports. */
export function defaultVersion(now: string): string {
  const supported = releases.filter(({ endOfLife }) => endOfLife >= now.slice(0, 10));
  return `1.${(supported.at(-2) ?? supported.at(-1))?.minor ?? ""}`;
}

/** Refusals of the version of a cluster: AKS must support it, and an upgrade goes one minor version at a time. */
export function clusterVersionProblems({ requested, previous, cloud }: Write): readonly ArmProblem[] {
  const version = textAt(requested, "properties.kubernetesVersion");
  if (version === undefined) return [];
  const path = "properties.kubernetesVersion";
  const before = textAt(previous?.body ?? {}, "properties.kubernetesVersion");
  if (before !== undefined && fullVersion(before) === fullVersion(version)) return [];
  const longTerm = textAt(requested, "properties.supportPlan") === "AKSLongTermSupport";
  const today = cloud.now.slice(0, 10);
  const supported = releases
    .filter((each) => (longTerm ? each.endOfLongTermSupport : each.endOfLife) >= today)
    .map(({ minor }) => minor);
  const minor = minorOf(version) ?? -1;
  const step = before === undefined ? 0 : minor - (minorOf(before) ?? minor);
  return [
    ...refuseWhen(!supported.includes(minor), () =>
      refusal(
        "K8sVersionNotSupported",
        `Version ${version} is not supported on ${today}. Supported are: ${supported.map((each) => `1.${each}`).join(", ")}.`,
        path,
      ),
    ),
    ...refuseWhen(step > 1 || step < 0, () =>
      refusal(
        "OperationNotAllowed",
        `Upgrading Kubernetes version ${before ?? ""} to ${version} is not allowed: one minor version at a time, and never back.`,
        path,
        409,
      ),
    ),
  ];
}

/** Refusals of the version of a pool, which must not be newer than the control plane nor much older. */
export function poolVersionProblems(
  version: string | undefined,
  clusterVersion: string,
  path: string,
): readonly ArmProblem[] {
  if (version === undefined) return [];
  const behind = (minorOf(clusterVersion) ?? 0) - (minorOf(version) ?? Number.NaN);
  return refuseWhen(!(behind >= 0 && behind <= largestSkew), () =>
    refusal(
      "NodePoolMcVersionIncompatible",
      `Node pool version ${version} and control plane version ${clusterVersion} are incompatible: a pool is at most ${largestSkew} minor versions older, and never newer.`,
      `${path}.orchestratorVersion`,
    ),
  );
}
