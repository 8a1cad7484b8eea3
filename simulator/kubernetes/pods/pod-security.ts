import { listAt, mapAt, mapsAt, textAt, type KubeMap, written } from "../cluster/kube-object";
import type { ClusterView } from "../kinds/kind-rules";

const enforceLabel = "pod-security.kubernetes.io/enforce";
const plainVolumes = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];
/** What the baseline profile lets containers add (kubernetes.io, "Pod Security Standards"). */
const baselineCapabilities = [
  ...["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP"],
  ...["SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"],
];

/** Why the security profile that a namespace enforces does not let its pods in; undefined where it does. */
export function securityProblem(spec: KubeMap, namespace: string, view: ClusterView): string | undefined {
  const level = textAt(view.get("/Namespace", "", namespace), "metadata", "labels", enforceLabel) ?? "privileged";
  if (level === "privileged") return undefined;
  const violations = [...baselineViolations(spec), ...(level === "restricted" ? restrictedViolations(spec) : [])];
  if (violations.length === 0) return undefined;
  return `pods are forbidden: violates PodSecurity "${level}:latest": ${violations.join(", ")}`;
}

function containersOf(spec: KubeMap): readonly KubeMap[] {
  return [...mapsAt(spec, "initContainers"), ...mapsAt(spec, "containers")];
}

function namesOf(containers: readonly KubeMap[]): string {
  return containers.map((container) => `"${textAt(container, "name") ?? ""}"`).join(", ");
}

function baselineViolations(spec: KubeMap): readonly string[] {
  const containers = containersOf(spec);
  const privileged = containers.filter((each) => mapAt(each, "securityContext")["privileged"] === true);
  const capable = containers.filter((each) =>
    listAt(each, "securityContext", "capabilities", "add").some(
      (name) => !baselineCapabilities.includes(written(name)),
    ),
  );
  const unconfined = [spec, ...containers].some(
    (each) => textAt(each, "securityContext", "seccompProfile", "type") === "Unconfined",
  );
  return [
    ...["hostNetwork", "hostPID", "hostIPC"].flatMap((name) =>
      spec[name] === true ? [`host namespaces (${name}=true)`] : [],
    ),
    ...(privileged.length > 0 ? [`privileged (containers ${namesOf(privileged)})`] : []),
    ...(capable.length > 0 ? [`non-default capabilities (containers ${namesOf(capable)})`] : []),
    ...(mapsAt(spec, "volumes").some((volume) => volume["hostPath"] !== undefined) ? ["hostPath volumes"] : []),
    ...(unconfined ? ["seccompProfile Unconfined"] : []),
  ];
}

function restrictedViolations(spec: KubeMap): readonly string[] {
  const containers = containersOf(spec);
  const pod = mapAt(spec, "securityContext");
  const lacking = (fits: (context: KubeMap) => boolean): readonly KubeMap[] =>
    containers.filter((each) => !fits(mapAt(each, "securityContext")));
  const escalating = lacking((context) => context["allowPrivilegeEscalation"] === false);
  const undropped = lacking(
    (context) =>
      listAt(context, "capabilities", "drop").includes("ALL") &&
      listAt(context, "capabilities", "add").every((name) => name === "NET_BIND_SERVICE"),
  );
  const rooted = lacking((context) => (context["runAsNonRoot"] ?? pod["runAsNonRoot"]) === true);
  const asRoot = [spec, ...containers].some((each) => mapAt(each, "securityContext")["runAsUser"] === 0);
  const profiles = ["RuntimeDefault", "Localhost"];
  const unprofiled = lacking((context) =>
    profiles.includes(textAt(context, "seccompProfile", "type") ?? textAt(pod, "seccompProfile", "type") ?? ""),
  );
  const volumes = mapsAt(spec, "volumes").flatMap((volume) =>
    Object.keys(volume).filter((key) => key !== "name" && !plainVolumes.includes(key)),
  );
  return [
    ...(escalating.length > 0 ? [`allowPrivilegeEscalation != false (containers ${namesOf(escalating)})`] : []),
    ...(undropped.length > 0 ? [`unrestricted capabilities (containers ${namesOf(undropped)} must drop "ALL")`] : []),
    ...(rooted.length > 0 ? [`runAsNonRoot != true (containers ${namesOf(rooted)})`] : []),
    ...(asRoot ? ["runAsUser=0"] : []),
    ...(unprofiled.length > 0
      ? [`seccompProfile (containers ${namesOf(unprofiled)} must be RuntimeDefault or Localhost)`]
      : []),
    ...(volumes.length > 0 ? [`restricted volume types (${volumes.join(", ")})`] : []),
  ];
}
