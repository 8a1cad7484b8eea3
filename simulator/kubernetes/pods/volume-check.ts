import { forbidden, invalid, required, when, type ObjectProblem } from "../cluster/api-problem";
import { mapAt, mapsAt, numberAt, textAt, type KubeMap } from "../cluster/kube-object";
import { nameProblems } from "../kinds/names";

/** Sources whose contents the cluster itself has; everything else would need storage, which is not modelled. */
export const modelledVolumes = ["configMap", "csi", "downwardAPI", "emptyDir", "projected", "secret"];

/** Refusals of the volumes of a pod. */
export function volumeProblems(spec: KubeMap, path: string): readonly ObjectProblem[] {
  const volumes = mapsAt(spec, "volumes");
  return volumes.flatMap((volume, i) => {
    const field = `${path}.volumes[${i}]`;
    const name = textAt(volume, "name") ?? "";
    const sources = Object.keys(volume).filter((key) => key !== "name");
    return [
      ...when(name === "", () => required(`${field}.name`)),
      ...(name === "" ? [] : nameProblems("label", name, `${field}.name`)),
      ...sources.slice(1).map((source) => forbidden(`${field}.${source}`, "may not specify more than 1 volume type")),
      ...sourceProblems(volume, field),
    ];
  });
}

function sourceProblems(volume: KubeMap, field: string): readonly ObjectProblem[] {
  return [
    ...when(volume["secret"] !== undefined && (textAt(volume, "secret", "secretName") ?? "") === "", () =>
      required(`${field}.secret.secretName`),
    ),
    ...when(volume["configMap"] !== undefined && (textAt(volume, "configMap", "name") ?? "") === "", () =>
      required(`${field}.configMap.name`),
    ),
    ...when(volume["csi"] !== undefined && (textAt(volume, "csi", "driver") ?? "") === "", () =>
      required(`${field}.csi.driver`),
    ),
    ...["secret", "configMap", "projected", "downwardAPI"].flatMap((source) =>
      modeProblems(mapAt(volume, source), `${field}.${source}`),
    ),
    ...["secret", "configMap"].flatMap((source) =>
      mapsAt(volume, source, "items").flatMap((item, i) => itemProblems(item, `${field}.${source}.items[${i}]`)),
    ),
  ];
}

function modeProblems(source: KubeMap, field: string): readonly ObjectProblem[] {
  const mode = numberAt(source, "defaultMode") ?? 0;
  return when(mode < 0 || mode > 0o777, () =>
    invalid(`${field}.defaultMode`, mode, "must be a number between 0 and 0777 (octal), both inclusive"),
  );
}

function itemProblems(item: KubeMap, field: string): readonly ObjectProblem[] {
  const target = textAt(item, "path") ?? "";
  return [
    ...when((textAt(item, "key") ?? "") === "", () => required(`${field}.key`)),
    ...when(target === "", () => required(`${field}.path`)),
    ...when(target.startsWith("/"), () => invalid(`${field}.path`, target, "must be a relative path")),
    ...when(target.split("/").includes(".."), () => invalid(`${field}.path`, target, "must not contain '..'")),
  ];
}

/** Refusals of the mounts of a container; only volumes that are there can be mounted, each place once. */
export function mountProblems(container: KubeMap, spec: KubeMap, field: string): readonly ObjectProblem[] {
  const volumes = mapsAt(spec, "volumes").map((volume) => textAt(volume, "name"));
  const mounts = mapsAt(container, "volumeMounts");
  return mounts.flatMap((mount, i) => {
    const place = `${field}.volumeMounts[${i}]`;
    const [name, target] = [textAt(mount, "name") ?? "", textAt(mount, "mountPath") ?? ""];
    const first = mounts.findIndex((other) => textAt(other, "mountPath") === target);
    return [
      ...when(name === "", () => required(`${place}.name`)),
      ...when(name !== "" && !volumes.includes(name), () => ({
        field: `${place}.name`,
        message: `Not found: "${name}"`,
      })),
      ...when(target === "", () => required(`${place}.mountPath`)),
      ...when(target !== "" && first !== i, () => invalid(`${place}.mountPath`, target, "must be unique")),
      ...when((textAt(mount, "subPath") ?? "").startsWith("/"), () =>
        invalid(`${place}.subPath`, textAt(mount, "subPath") ?? "", "must be a relative path"),
      ),
    ];
  });
}
