import * as monitor from "@pulumi/azure-native/monitor";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { logAlertRule, type LogAlertArgs } from "./log-alert";

/** `query` asks for what should be there; nothing in the whole time of `timing.over` is the fault. */
export type AbsenceAlertArgs = LogAlertArgs;

/**
 * Tells the people on a route that something which should have been logged was not. A count over a whole window is 0
 * also when nothing ever arrived, so that a source that has gone silent is a fault as well.
 */
export class AbsenceAlert extends ComponentResource {
  constructor(name: string, args: AbsenceAlertArgs, options?: ComponentResourceOptions) {
    super("deltawerk:monitoring:AbsenceAlert", name, {}, options);
    const fault = { operator: "LessThan", threshold: 1 } as const;
    new monitor.ScheduledQueryRule(`${name}-rule`, logAlertRule(args, fault), { parent: this });
    this.registerOutputs();
  }
}
