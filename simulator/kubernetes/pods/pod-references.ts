import { at, mapAt, mapsAt, textAt, type KubeMap } from "../cluster/kube-object";
import type { ClusterView } from "../kinds/kind-rules";
import { modelledVolumes } from "./volume-check";

const secretsStore = "secrets-store.csi.k8s.io";
/** Made by the system in every cluster. */
const systemPriorities = ["system-cluster-critical", "system-node-critical"];

interface Mention {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: string;
  readonly key?: string;
}

/** What a pod needs and does not find; undefined where it finds everything. */
export function missingReference(spec: KubeMap, namespace: string, view: ClusterView): string | undefined {
  const account = textAt(spec, "serviceAccountName") ?? "default";
  if (view.get("/ServiceAccount", namespace, account) === undefined) {
    return `pods are forbidden: error looking up service account ${namespace}/${account}: serviceaccount "${account}" not found`;
  }
  const priority = textAt(spec, "priorityClassName") ?? "";
  const known =
    systemPriorities.includes(priority) || view.get("scheduling.k8s.io/PriorityClass", "", priority) !== undefined;
  if (priority !== "" && !known) return `pods are forbidden: no PriorityClass with name ${priority} was found`;
  return unmodelledVolume(spec) ?? missingClass(spec, namespace, view) ?? missingData(spec, namespace, view);
}

function unmodelledVolume(spec: KubeMap): string | undefined {
  const source = mapsAt(spec, "volumes")
    .flatMap((volume) => Object.keys(volume))
    .find((key) => key !== "name" && !modelledVolumes.includes(key));
  return source === undefined ? undefined : `volumes of type ${source} are not modelled by the local cloud`;
}

/** Volumes of the secrets store are read from its classes; other drivers are not modelled. */
function missingClass(spec: KubeMap, namespace: string, view: ClusterView): string | undefined {
  for (const volume of mapsAt(spec, "volumes").filter((each) => each["csi"] !== undefined)) {
    const driver = textAt(volume, "csi", "driver") ?? "";
    if (driver !== secretsStore) return `volumes of the driver ${driver} are not modelled by the local cloud`;
    const name = textAt(volume, "csi", "volumeAttributes", "secretProviderClass") ?? "";
    if (view.get("secrets-store.csi.x-k8s.io/SecretProviderClass", namespace, name) === undefined) {
      return `MountVolume.SetUp failed for volume "${textAt(volume, "name") ?? ""}": secretproviderclasses "${name}" not found in namespace ${namespace}`;
    }
  }
  return undefined;
}

function missingData(spec: KubeMap, namespace: string, view: ClusterView): string | undefined {
  for (const { kind, name, key } of mentions(spec)) {
    const found = view.get(`/${kind}`, namespace, name);
    if (found === undefined) return `${kind.toLowerCase()} "${name}" not found`;
    const has = key === undefined || ["data", "binaryData"].some((part) => at(found, part, key) !== undefined);
    if (!has) return `couldn't find key ${key ?? ""} in ${kind} ${namespace}/${name}`;
  }
  return undefined;
}

function mentions(spec: KubeMap): readonly Mention[] {
  const containers = [...mapsAt(spec, "initContainers"), ...mapsAt(spec, "containers")];
  return [
    ...mapsAt(spec, "volumes").flatMap((volume) => [
      ...mention("ConfigMap", mapAt(volume, "configMap"), "name"),
      ...mention("Secret", mapAt(volume, "secret"), "secretName"),
      ...mapsAt(volume, "projected", "sources").flatMap((source) => [
        ...mention("ConfigMap", mapAt(source, "configMap"), "name"),
        ...mention("Secret", mapAt(source, "secret"), "name"),
      ]),
    ]),
    ...containers.flatMap((container) => [
      ...mapsAt(container, "envFrom").flatMap((source) => [
        ...mention("ConfigMap", mapAt(source, "configMapRef"), "name"),
        ...mention("Secret", mapAt(source, "secretRef"), "name"),
      ]),
      ...mapsAt(container, "env").flatMap((variable) => [
        ...mention("ConfigMap", mapAt(variable, "valueFrom", "configMapKeyRef"), "name"),
        ...mention("Secret", mapAt(variable, "valueFrom", "secretKeyRef"), "name"),
      ]),
    ]),
  ];
}

function mention(kind: Mention["kind"], reference: KubeMap, field: string): readonly Mention[] {
  const name = textAt(reference, field);
  if (name === undefined || reference["optional"] === true) return [];
  const key = textAt(reference, "key");
  return [{ kind, name, ...(key !== undefined && { key }) }];
}
