import { mapAt, mapsAt, textAt, type KubeMap, type KubeObject, type KubeValue } from "../cluster/kube-object";

/** Permission bits 0644, as the API server writes them. */
const fileMode = 420;

/** A pod template with the API server's defaults (Kubernetes 1.36, pkg/apis/core/v1/defaults.go). */
export function withPodDefaults(template: KubeMap): KubeMap {
  const spec = mapAt(template, "spec");
  const account = textAt(spec, "serviceAccountName") ?? textAt(spec, "serviceAccount");
  return {
    metadata: {},
    ...template,
    spec: {
      dnsPolicy: "ClusterFirst",
      restartPolicy: "Always",
      schedulerName: "default-scheduler",
      securityContext: {},
      terminationGracePeriodSeconds: 30,
      ...spec,
      // The old name of the field is kept beside the new one.
      ...(account !== undefined && { serviceAccount: account, serviceAccountName: account }),
      ...each(spec, "containers", containerDefaults),
      ...each(spec, "initContainers", containerDefaults),
      ...each(spec, "volumes", volumeDefaults),
    },
  };
}

/** A kind whose `spec.template` is that of its pods. */
export function withTemplateDefaults(object: KubeObject, specDefaults: KubeMap): KubeObject {
  const spec = mapAt(object, "spec");
  return { ...object, spec: { ...specDefaults, ...spec, template: withPodDefaults(mapAt(spec, "template")) } };
}

function each(parent: KubeMap, list: string, defaults: (item: KubeMap) => KubeMap): KubeMap {
  return parent[list] === undefined ? {} : { [list]: mapsAt(parent, list).map(defaults) };
}

function containerDefaults(container: KubeMap): KubeMap {
  return {
    imagePullPolicy: pullPolicyOf(textAt(container, "image") ?? ""),
    resources: {},
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
    ...container,
    ...each(container, "ports", (port) => ({ protocol: "TCP", ...port })),
    ...each(container, "env", variableDefaults),
    ...part(container, "livenessProbe", probeDefaults),
    ...part(container, "readinessProbe", probeDefaults),
    ...part(container, "startupProbe", probeDefaults),
    ...part(container, "lifecycle", (lifecycle) => ({
      ...lifecycle,
      ...part(lifecycle, "postStart", handlerDefaults),
      ...part(lifecycle, "preStop", handlerDefaults),
    })),
  };
}

/** An image without a tag means `latest`, which is always pulled; one with a digest never changes. */
function pullPolicyOf(image: string): string {
  if (image.includes("@")) return "IfNotPresent";
  const tag = /:([^/:]+)$/.exec(image)?.[1] ?? "latest";
  return tag === "latest" ? "Always" : "IfNotPresent";
}

function variableDefaults(variable: KubeMap): KubeMap {
  return withPart(variable, "valueFrom", (source) => ({
    ...source,
    ...part(source, "fieldRef", (reference) => ({ apiVersion: "v1", ...reference })),
    ...part(source, "resourceFieldRef", (reference) => ({ divisor: "0", ...reference })),
  }));
}

function probeDefaults(probe: KubeMap): KubeMap {
  return {
    failureThreshold: 3,
    periodSeconds: 10,
    successThreshold: 1,
    timeoutSeconds: 1,
    ...handlerDefaults(probe),
  };
}

function handlerDefaults(handler: KubeMap): KubeMap {
  return {
    ...handler,
    ...part(handler, "httpGet", (get) => ({ path: "/", scheme: "HTTP", ...get })),
    ...part(handler, "grpc", (grpc) => ({ service: "", ...grpc })),
  };
}

function volumeDefaults(volume: KubeMap): KubeMap {
  const named = Object.keys(volume).filter((key) => key !== "name");
  if (named.length === 0) return { ...volume, emptyDir: {} };
  return {
    ...volume,
    ...part(volume, "configMap", (source) => ({ defaultMode: fileMode, ...source })),
    ...part(volume, "secret", (source) => ({ defaultMode: fileMode, ...source })),
    ...part(volume, "downwardAPI", (source) => ({ defaultMode: fileMode, ...downwardDefaults(source) })),
    ...part(volume, "projected", (source) => ({
      defaultMode: fileMode,
      ...source,
      ...each(source, "sources", (projection) => ({
        ...projection,
        ...part(projection, "serviceAccountToken", (token) => ({ expirationSeconds: 3600, ...token })),
        ...part(projection, "downwardAPI", downwardDefaults),
      })),
    })),
  };
}

function downwardDefaults(source: KubeMap): KubeMap {
  return {
    ...source,
    ...each(source, "items", (item) => ({
      ...item,
      ...part(item, "fieldRef", (reference) => ({ apiVersion: "v1", ...reference })),
    })),
  };
}

function part(
  parent: KubeMap,
  key: string,
  defaults: (value: KubeMap) => KubeMap,
): Readonly<Record<string, KubeValue>> {
  return parent[key] === undefined ? {} : { [key]: defaults(mapAt(parent, key)) };
}

function withPart(parent: KubeMap, key: string, defaults: (value: KubeMap) => KubeMap): KubeMap {
  return { ...parent, ...part(parent, key, defaults) };
}
