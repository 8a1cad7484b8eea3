import { notModelled, type ResourceModel } from "../../arm/resource-model";
import { fixedNameProblems } from "../name-rule";
import { flagAt, objectAt, textAt, textListAt } from "../read-body";
import { refusal, refuseWhen } from "../refusal";
import { withProperties } from "../stored-body";
import { isScopeOfSubscription } from "./subscription-scope";

const address = /^[^\s@;]+@[^\s@;]+\.[^\s@;]+$/;

/** Who hears of alerts. Source: Microsoft Learn, rest/api/defenderforcloud/security-contacts (2023-12-01-preview). */
export const securityContact: ResourceModel = {
  armType: "Microsoft.Security/securityContacts",
  check: ({ id, requested }) => {
    const emails = textAt(requested, "properties.emails") ?? "";
    const roles = textListAt(requested, "properties.notificationsByRole.roles");
    const wrong = emails.split(";").filter((each) => each !== "" && !address.test(each.trim()));
    return [
      ...fixedNameProblems(id, ["default"]),
      ...refuseWhen(!isScopeOfSubscription(id), () =>
        refusal(notModelled, "The local cloud models contacts of subscriptions only."),
      ),
      ...wrong.map((each) => refusal("BadRequest", `'${each}' is no e-mail address.`, "properties.emails")),
      ...refuseWhen(emails === "" && roles.length === 0, () =>
        refusal("BadRequest", "A security contact needs emails or roles to notify.", "properties.emails"),
      ),
    ];
  },
  compute: ({ requested }) =>
    withProperties(requested, {
      isEnabled: flagAt(requested, "properties.isEnabled") ?? true,
      notificationsByRole: objectAt(requested, "properties.notificationsByRole") ?? { state: "Off", roles: [] },
    }),
};
