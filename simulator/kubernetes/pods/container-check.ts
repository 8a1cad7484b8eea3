import { forbidden, invalid, required, when, type ObjectProblem } from "../cluster/api-problem";
import {
  at,
  listAt,
  mapAt,
  mapsAt,
  numberAt,
  textAt,
  type KubeMap,
  type KubeValue,
  written,
} from "../cluster/kube-object";
import { noneOf } from "../kinds/label-selector";
import { nameProblems } from "../kinds/names";
import { probeProblems } from "./probe-check";
import { quantityValue } from "../kinds/quantity";
import { mountProblems } from "./volume-check";

const highestPort = 65_535;

/** Refusals of the containers of a pod. */
export function containerProblems(spec: KubeMap, path: string): readonly ObjectProblem[] {
  const containers = mapsAt(spec, "containers");
  const early = mapsAt(spec, "initContainers");
  const names = [...early, ...containers].map((container) => textAt(container, "name") ?? "");
  return [
    ...when(containers.length === 0, () => required(`${path}.containers`)),
    ...early.flatMap((container, i) => oneContainer(container, spec, `${path}.initContainers[${i}]`, true)),
    ...containers.flatMap((container, i) => oneContainer(container, spec, `${path}.containers[${i}]`, false)),
    ...containers.flatMap((container, i) => {
      const name = textAt(container, "name") ?? "";
      return when(names.indexOf(name) !== early.length + i, () => ({
        field: `${path}.containers[${i}].name`,
        message: `Duplicate value: "${name}"`,
      }));
    }),
  ];
}

function oneContainer(container: KubeMap, spec: KubeMap, field: string, early: boolean): readonly ObjectProblem[] {
  const name = textAt(container, "name") ?? "";
  const image = textAt(container, "image") ?? "";
  const sidecar = textAt(container, "restartPolicy") === "Always";
  return [
    ...when(name === "", () => required(`${field}.name`)),
    ...(name === "" ? [] : nameProblems("label", name, `${field}.name`)),
    ...when(image === "", () => required(`${field}.image`)),
    ...when(image !== image.trim(), () =>
      invalid(`${field}.image`, image, "must not have leading or trailing whitespace"),
    ),
    ...noneOf(textAt(container, "imagePullPolicy"), ["Always", "IfNotPresent", "Never"], `${field}.imagePullPolicy`),
    ...portProblems(container, field),
    ...variableProblems(container, field),
    ...resourceProblems(mapAt(container, "resources"), `${field}.resources`),
    ...mountProblems(container, spec, field),
    ...securityProblems(mapAt(container, "securityContext"), `${field}.securityContext`),
    ...["livenessProbe", "readinessProbe", "startupProbe"].flatMap((probe) => {
      if (container[probe] === undefined) return [];
      if (early && !sidecar)
        return [forbidden(`${field}.${probe}`, "may not be set for init containers without restartPolicy=Always")];
      return probeProblems(mapAt(container, probe), `${field}.${probe}`, probe === "readinessProbe");
    }),
  ];
}

function portProblems(container: KubeMap, field: string): readonly ObjectProblem[] {
  const ports = mapsAt(container, "ports");
  const names = ports.map((port) => textAt(port, "name")).filter((name) => name !== undefined);
  return ports.flatMap((port, i) => {
    const place = `${field}.ports[${i}]`;
    const name = textAt(port, "name");
    return [
      ...(name === undefined ? [] : portNameProblems(name, `${place}.name`)),
      ...when(
        name !== undefined &&
          names.indexOf(name) !== names.lastIndexOf(name) &&
          ports.findIndex((other) => textAt(other, "name") === name) !== i,
        () => ({
          field: `${place}.name`,
          message: `Duplicate value: "${name ?? ""}"`,
        }),
      ),
      ...portNumberProblems(port["containerPort"], `${place}.containerPort`),
      ...noneOf(textAt(port, "protocol"), ["SCTP", "TCP", "UDP"], `${place}.protocol`),
    ];
  });
}

/** Refusals of the name of a port: an IANA service name. */
export function portNameProblems(name: string, field: string): readonly ObjectProblem[] {
  return [
    ...when(name.length > 15, () => invalid(field, name, "must be no more than 15 characters")),
    ...when(!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) || name.includes("--"), () =>
      invalid(
        field,
        name,
        "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-), and neither begin nor end with a hyphen",
      ),
    ),
    ...when(!/[a-z]/.test(name), () => invalid(field, name, "must contain at least one letter (a-z)")),
  ];
}

export function portNumberProblems(port: KubeValue | undefined, field: string): readonly ObjectProblem[] {
  if (port === undefined) return [required(field)];
  return when(typeof port === "number" && (port < 1 || port > highestPort), () =>
    invalid(field, port, `must be between 1 and ${highestPort}, inclusive`),
  );
}

function variableProblems(container: KubeMap, field: string): readonly ObjectProblem[] {
  return [
    ...mapsAt(container, "env").flatMap((variable, i) => {
      const place = `${field}.env[${i}]`;
      const name = textAt(variable, "name") ?? "";
      const sources = Object.keys(mapAt(variable, "valueFrom"));
      const hasSource = variable["valueFrom"] !== undefined;
      return [
        ...when(name === "", () => required(`${place}.name`)),
        ...when(!/^[^=\x00-\x1f\x7f-\uffff]*$/.test(name), () =>
          invalid(`${place}.name`, name, "must consist only of printable ASCII characters other than '='"),
        ),
        ...when(hasSource && sources.length === 0, () =>
          invalid(
            `${place}.valueFrom`,
            "",
            "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`",
          ),
        ),
        ...when(hasSource && (textAt(variable, "value") ?? "") !== "", () =>
          invalid(`${place}.valueFrom`, "", "may not be specified when `value` is not empty"),
        ),
        ...when(sources.length > 1, () =>
          invalid(`${place}.valueFrom`, "", "may not have more than one field specified at a time"),
        ),
        ...["configMapKeyRef", "secretKeyRef"].flatMap((source) =>
          when(
            at(variable, "valueFrom", source) !== undefined &&
              (textAt(variable, "valueFrom", source, "key") ?? "") === "",
            () => required(`${place}.valueFrom.${source}.key`),
          ),
        ),
      ];
    }),
    ...mapsAt(container, "envFrom").flatMap((source, i) =>
      when(source["configMapRef"] === undefined && source["secretRef"] === undefined, () =>
        invalid(`${field}.envFrom[${i}]`, "", "must specify one of: `configMapRef` or `secretRef`"),
      ),
    ),
  ];
}

const plainResources = ["cpu", "memory", "ephemeral-storage"];

/** Refusals of what a container asks for: known resources, no more than its limits. */
export function resourceProblems(resources: KubeMap, field: string): readonly ObjectProblem[] {
  const limits = mapAt(resources, "limits");
  const requests = mapAt(resources, "requests");
  const amount = (values: KubeMap, name: string): number => quantityValue(written(values[name]));
  return [
    ...["limits", "requests"].flatMap((list) =>
      Object.keys(mapAt(resources, list)).flatMap((name) => [
        ...when(!plainResources.includes(name) && !name.includes("/") && !name.startsWith("hugepages-"), () =>
          invalid(`${field}.${list}`, name, "must be a standard resource for containers"),
        ),
        ...when(amount(mapAt(resources, list), name) < 0, () =>
          invalid(
            `${field}.${list}[${name}]`,
            written(at(resources, list, name)),
            "must be greater than or equal to 0",
          ),
        ),
      ]),
    ),
    ...Object.keys(requests).flatMap((name) =>
      when(limits[name] !== undefined && amount(requests, name) > amount(limits, name), () =>
        invalid(
          `${field}.requests`,
          written(requests[name]),
          `must be less than or equal to ${name} limit of ${written(limits[name])}`,
        ),
      ),
    ),
  ];
}

function securityProblems(context: KubeMap, field: string): readonly ObjectProblem[] {
  const user = numberAt(context, "runAsUser");
  const escalates = context["allowPrivilegeEscalation"] === false;
  const capabilities = listAt(context, "capabilities", "add");
  return [
    ...when(user !== undefined && user < 0, () =>
      invalid(`${field}.runAsUser`, user ?? null, "must be between 0 and 2147483647, inclusive"),
    ),
    ...when(escalates && context["privileged"] === true, () =>
      invalid(`${field}`, context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true"),
    ),
    ...when(escalates && capabilities.includes("CAP_SYS_ADMIN"), () =>
      invalid(
        `${field}`,
        context,
        "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN",
      ),
    ),
  ];
}
