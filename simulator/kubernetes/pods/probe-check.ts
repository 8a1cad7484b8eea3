import { forbidden, invalid, required, when, type ObjectProblem } from "../cluster/api-problem";
import { at, listAt, numberAt, textAt, type KubeMap, type KubeValue } from "../cluster/kube-object";
import { noneOf } from "../kinds/label-selector";
import { portNameProblems, portNumberProblems } from "./container-check";

const handlers = ["exec", "grpc", "httpGet", "tcpSocket"];

/** Refusals of a probe. */
export function probeProblems(probe: KubeMap, field: string, readiness: boolean): readonly ObjectProblem[] {
  const given = handlers.filter((handler) => probe[handler] !== undefined);
  const successes = numberAt(probe, "successThreshold") ?? 1;
  return [
    ...when(given.length === 0, () => required(field, "must specify a handler type")),
    ...given.slice(1).map((handler) => forbidden(`${field}.${handler}`, "may not specify more than 1 handler type")),
    ...["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "failureThreshold", "successThreshold"].flatMap(
      (name) =>
        when((numberAt(probe, name) ?? 0) < 0, () =>
          invalid(`${field}.${name}`, probe[name] ?? null, "must be greater than or equal to 0"),
        ),
    ),
    ...when(!readiness && successes !== 1, () => invalid(`${field}.successThreshold`, successes, "must be 1")),
    ...when(probe["exec"] !== undefined && listAt(probe, "exec", "command").length === 0, () =>
      required(`${field}.exec.command`),
    ),
    ...["httpGet", "tcpSocket", "grpc"].flatMap((handler) =>
      probe[handler] === undefined ? [] : targetPortProblems(at(probe, handler, "port"), `${field}.${handler}.port`),
    ),
    ...noneOf(textAt(probe, "httpGet", "scheme"), ["HTTP", "HTTPS"], `${field}.httpGet.scheme`),
  ];
}

/** Refusals of a port that is a number or the name of one. */
export function targetPortProblems(port: KubeValue | undefined, field: string): readonly ObjectProblem[] {
  return typeof port === "string" ? portNameProblems(port, field) : portNumberProblems(port, field);
}
