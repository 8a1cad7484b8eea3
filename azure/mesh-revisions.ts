/** A revision of AKS's Istio add-on with the minor versions of Kubernetes that it runs on. */
export interface MeshRevision {
  readonly name: string;
  readonly kubernetes: { readonly from: number; readonly to: number };
}

/**
 * The revisions that can be installed. AKS follows the compatibility of Istio itself: 1.28 up to Kubernetes 1.34, 1.29 up
 * to 1.35, 1.30 from 1.32 to 1.36.
 *
 * Sources: Microsoft Learn, aks/istio-support-policy (2024-08, AKS compatibility); Azure/AKS release notes 2026-05-29
 * (asm-1-27 ended) and 2026-07-17 (asm-1-30); IBM Cloud, containers-supported-cluster-addon-versions (2026), for Istio's
 * own bounds.
 */
export const MESH_REVISIONS: readonly MeshRevision[] = [
  { name: "asm-1-28", kubernetes: { from: 30, to: 34 } },
  { name: "asm-1-29", kubernetes: { from: 31, to: 35 } },
  { name: "asm-1-30", kubernetes: { from: 32, to: 36 } },
];

/** The revisions that run on a minor version such as `1.36`, newest last. */
export function meshRevisionsFor(kubernetesVersion: string): readonly string[] {
  const minor = Number(kubernetesVersion.split(".")[1]);
  return MESH_REVISIONS.filter(({ kubernetes }) => kubernetes.from <= minor && minor <= kubernetes.to).map(
    ({ name }) => name,
  );
}
