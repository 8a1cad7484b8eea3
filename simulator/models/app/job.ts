import { CONTAINER_APPS_JOB } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { withIdentity } from "../identity";
import { nameProblems } from "../name-rule";
import { numberAt, objectAt, objectsAt, textAt } from "../read-body";
import { missing, refusal, refuseWhen, repeated } from "../refusal";
import { sameRegion } from "../region-check";
import { succeeded, withoutProperties, withProperties } from "../stored-body";

const configuration = "properties.configuration";

/** The part of the configuration that each kind of trigger needs (Microsoft Learn, container-apps/jobs). */
const triggers: Readonly<Record<string, string>> = {
  Manual: "manualTriggerConfig",
  Schedule: "scheduleTriggerConfig",
  Event: "eventTriggerConfig",
};

function triggerProblems({ requested }: Write): readonly ArmProblem[] {
  const type = textAt(requested, `${configuration}.triggerType`);
  const part = triggers[type ?? ""];
  const path = `${configuration}.triggerType`;
  if (type === undefined) return [];
  if (part === undefined) {
    return [refusal("InvalidParameter", `'${type}' is none of: ${Object.keys(triggers).join(", ")}.`, path)];
  }
  const cron = textAt(requested, `${configuration}.scheduleTriggerConfig.cronExpression`) ?? "";
  return [
    ...refuseWhen(objectAt(requested, `${configuration}.${part}`) === undefined, () =>
      refusal("ContainerAppInvalidTriggerConfiguration", `A job of type ${type} needs ${part}.`, path),
    ),
    ...refuseWhen(type === "Schedule" && cron.trim().split(/\s+/).length !== 5, () =>
      refusal(
        "ContainerAppInvalidTriggerConfiguration",
        `'${cron}' is no cron expression of five fields.`,
        `${configuration}.scheduleTriggerConfig.cronExpression`,
      ),
    ),
  ];
}

function containerProblems({ requested }: Write): readonly ArmProblem[] {
  const containers = objectsAt(requested, "properties.template.containers");
  const names = containers.map(({ path, value }) => ({ path, value: textAt(value, "name") ?? "" }));
  const secrets = objectsAt(requested, `${configuration}.secrets`).map(({ value }) => textAt(value, "name"));
  return [
    ...refuseWhen(containers.length === 0, () =>
      refusal("ContainerAppContainerRequired", "A job needs a container.", "properties.template.containers"),
    ),
    ...repeated(names, (name, path) => refusal("InvalidParameter", `Two containers are called '${name}'.`, path)),
    ...containers.flatMap(({ path, value }) => [
      ...refuseWhen(textAt(value, "image") === undefined, () =>
        refusal("ContainerAppImageRequired", "A container needs an image.", `${path}.image`),
      ),
      ...objectsAt(value, "env").flatMap((variable) => {
        const secret = textAt(variable.value, "secretRef");
        return refuseWhen(secret !== undefined && !secrets.includes(secret), () =>
          refusal(
            "ContainerAppSecretRefNotFound",
            `The job has no secret '${secret ?? ""}'.`,
            `${path}.${variable.path}`,
          ),
        );
      }),
    ]),
  ];
}

function placeProblems({ requested, cloud }: Write): readonly ArmProblem[] {
  const path = "properties.environmentId";
  const environment = cloud.get(textAt(requested, path) ?? "");
  if (environment === undefined) return [];
  const profile = textAt(requested, "properties.workloadProfileName");
  const known = objectsAt(environment.body, "properties.workloadProfiles").map(({ value }) => textAt(value, "name"));
  return [
    ...refuseWhen(!sameRegion(environment.body.location, requested.location), () =>
      refusal(
        "InvalidResourceLocation",
        `The job must be in '${environment.body.location ?? ""}', where its environment is.`,
        "location",
      ),
    ),
    ...refuseWhen(profile !== undefined && !known.includes(profile), () =>
      refusal(
        "WorkloadProfileNotFound",
        `The environment has no workload profile '${profile ?? ""}'.`,
        "properties.workloadProfileName",
      ),
    ),
  ];
}

/** The names of secrets and not their values, as Azure answers them. */
function withoutSecretValues(requested: Write["requested"]) {
  const secrets = objectsAt(requested, `${configuration}.secrets`).map(({ value }) =>
    Object.fromEntries(Object.entries(value).filter(([key]) => key !== "value")),
  );
  return { ...objectAt(requested, configuration), ...(secrets.length > 0 && { secrets }) };
}

/** A program that runs on a schedule, at an event or when it is told to. The codes of its own are estimates. */
export const job: ResourceModel = {
  armType: "Microsoft.App/jobs",
  check: (write) => [
    ...nameProblems(write.id, CONTAINER_APPS_JOB),
    ...missing(
      write,
      "location",
      "properties.environmentId",
      `${configuration}.triggerType`,
      `${configuration}.replicaTimeout`,
    ),
    ...refuseWhen((numberAt(write.requested, `${configuration}.replicaTimeout`) ?? 1) < 1, () =>
      refusal("InvalidParameter", "replicaTimeout is at least a second.", `${configuration}.replicaTimeout`),
    ),
    ...triggerProblems(write),
    ...containerProblems(write),
    ...placeProblems(write),
  ],
  compute: (write) =>
    withIdentity(
      write,
      withProperties(succeeded(withoutProperties(write.requested, "configuration")), {
        configuration: withoutSecretValues(write.requested),
      }),
    ),
  immutable: ["properties.environmentId"],
};
