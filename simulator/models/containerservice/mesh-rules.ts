import { MESH_REVISIONS, meshRevisionsFor } from "../../../azure/mesh-revisions";
import type { ArmProblem } from "../../arm/problem";
import { notModelled, type Write } from "../../arm/resource-model";
import { objectAt, textAt, textListAt } from "../read-body";
import { noneOf, refusal, refuseWhen } from "../refusal";

const base = "properties.serviceMeshProfile";
const revisionsPath = `${base}.istio.revisions`;

/** Parts of the add-on that nobody asks for here: its own gateways and a certificate authority of one's own. */
const unmodelled = ["components", "certificateAuthority"] as const;

/**
 * Every reason to refuse the Istio add-on of a cluster that will have a version: revisions that do not run on it, more
 * than the two of a canary upgrade, or two that do not follow each other (Microsoft Learn, aks/istio-upgrade, 2025).
 */
export function meshProblems({ requested, previous }: Write, kubernetesVersion: string): readonly ArmProblem[] {
  if (objectAt(requested, base) === undefined) return [];
  const revisions = textListAt(requested, revisionsPath);
  const before = textListAt(previous?.body ?? {}, revisionsPath);
  const fitting = meshRevisionsFor(kubernetesVersion);
  const position = (name: string): number => MESH_REVISIONS.findIndex((revision) => revision.name === name);
  const [first = "", second] = revisions;
  return [
    ...noneOf(textAt(requested, `${base}.mode`), ["Istio", "Disabled"], `${base}.mode`),
    ...unmodelled.flatMap((part) =>
      refuseWhen(objectAt(requested, `${base}.istio.${part}`) !== undefined, () =>
        refusal(notModelled, `The local cloud does not know ${part} of the Istio add-on.`, `${base}.istio.${part}`),
      ),
    ),
    ...revisions
      .filter((revision) => !fitting.includes(revision) && !before.includes(revision))
      .map((revision) =>
        refusal(
          "ServiceMeshRevisionNotSupported",
          `Revision ${revision} cannot be installed on Kubernetes ${kubernetesVersion}. Available are: ${fitting.join(", ")}.`,
          revisionsPath,
        ),
      ),
    ...refuseWhen(revisions.length > 2 || (second !== undefined && position(second) !== position(first) + 1), () =>
      refusal(
        "ServiceMeshRevisionNotSupported",
        "One revision is installed, or two that follow each other while one is being replaced.",
        revisionsPath,
      ),
    ),
    ...refuseWhen(before.length > 0 && revisions.every((revision) => !before.includes(revision)), () =>
      refusal(
        "ServiceMeshRevisionNotSupported",
        `A revision is replaced by running both for a while: ${[...before, ...revisions].join(" with ")}.`,
        revisionsPath,
        409,
      ),
    ),
  ];
}
