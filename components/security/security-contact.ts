import * as security from "@pulumi/azure-native/security";
import type { CustomResourceOptions } from "@pulumi/pulumi";

/**
 * Whom Defender for Cloud writes to when it finds an attack in the subscription of the provider: a subscription has one
 * such contact. It writes at most four messages a day of high severity and two of medium, so an alert on the activity log
 * has to tell the rest.
 *
 * @see Microsoft Learn, defender-for-cloud/configure-email-notifications (2025).
 */
export function securityContact(
  name: string,
  emails: readonly string[],
  options: CustomResourceOptions,
): security.SecurityContact {
  return new security.SecurityContact(
    name,
    {
      securityContactName: "default",
      isEnabled: true,
      emails: emails.join(";"),
      notificationsByRole: { state: "On", roles: ["Owner"] },
      notificationsSources: [{ sourceType: "Alert", minimalSeverity: "Medium" }],
    },
    options,
  );
}
