import { LIMITS } from "../../../azure/limits";
import { SQL_SERVER } from "../../../azure/names/name-limits";
import type { ArmProblem } from "../../arm/problem";
import type { ArmBody, ArmObject } from "../../arm/resource";
import type { ResourceModel, Write } from "../../arm/resource-model";
import { withIdentity } from "../identity";
import { nameProblems } from "../name-rule";
import { flagAt, objectAt, textAt } from "../read-body";
import { regionalQuota } from "../regional-quota";
import { missing, refusal, refuseWhen } from "../refusal";
import { withDefaults, withProperties, withoutProperties } from "../stored-body";

export const serverType = "Microsoft.Sql/servers";

export function isEntraOnly(server: ArmBody): boolean {
  return flagAt(server, "properties.administrators.azureADOnlyAuthentication") === true;
}

/** A new server needs Entra alone, or a login with its password. Azure SQL REST reference, servers. */
function administratorProblems({ requested, previous }: Write): readonly ArmProblem[] {
  const login = textAt(requested, "properties.administratorLogin");
  const password = textAt(requested, "properties.administratorLoginPassword");
  const entraOnly = isEntraOnly(requested);
  const admin = objectAt(requested, "properties.administrators");
  return [
    ...refuseWhen(entraOnly && password !== undefined, () =>
      refusal(
        "AadOnlyAuthenticationIsEnabled",
        "A server with Azure AD Only Authentication takes no administrator password.",
        "properties.administratorLoginPassword",
      ),
    ),
    ...refuseWhen(previous === undefined && !entraOnly && (login === undefined || password === undefined), () =>
      refusal(
        "InvalidParameterValue",
        "Invalid value given for parameter Login/Password. Specify both, or administrators with azureADOnlyAuthentication.",
        "properties.administratorLogin",
      ),
    ),
    ...refuseWhen(admin !== undefined && (admin["login"] === undefined || admin["sid"] === undefined), () =>
      refusal(
        "InvalidParameterValue",
        "administrators needs the login and sid of a principal.",
        "properties.administrators",
      ),
    ),
  ];
}

function administratorsOf({ id, requested, previous, cloud }: Write): ArmObject | undefined {
  // Azure takes this only when a server is made; afterwards the administrator is a resource of its own.
  const given = objectAt(previous?.body ?? requested, "properties.administrators");
  if (given === undefined) return undefined;
  return { administratorType: "ActiveDirectory", tenantId: cloud.tenantOf(id.subscriptionId), ...given };
}

export const server: ResourceModel = {
  armType: serverType,
  check: (write) => [
    ...missing(write, "location"),
    ...nameProblems(write.id, SQL_SERVER, "InvalidServerName"),
    ...administratorProblems(write),
  ],
  compute: (write) => {
    const { id, requested, previous } = write;
    const administrators = administratorsOf(write);
    const body = withDefaults(withoutProperties(requested, "administratorLoginPassword"), {
      administratorLogin: previous?.body.properties?.["administratorLogin"] ?? `CloudSA${id.name.slice(0, 8)}`,
      minimalTlsVersion: "1.2",
      publicNetworkAccess: "Enabled",
      restrictOutboundNetworkAccess: "Disabled",
      version: "12.0",
    });
    return withProperties(withIdentity(write, { ...body, kind: "v12.0" }), {
      ...(administrators !== undefined && { administrators }),
      fullyQualifiedDomainName: `${id.name}.database.windows.net`,
      state: "Ready",
    });
  },
  immutable: ["properties.administratorLogin"],
  requirements: (write) => regionalQuota(write, LIMITS.sqlServersPerRegion, "ServerQuotaExceeded"),
  nameScope: {
    within: "cloud",
    taken: ({ name }) =>
      refusal(
        "NameAlreadyExists",
        `The name '${name}.database.windows.net' already exists. Choose a different name.`,
        "name",
        409,
      ),
  },
  singletons: [
    {
      type: `${serverType}/databases`,
      name: "master",
      body: (parent) => ({
        location: parent.body.location ?? "",
        kind: "v12.0,system",
        properties: { status: "Online" },
      }),
    },
    {
      type: `${serverType}/extendedAuditingSettings`,
      name: "default",
      body: () => ({ properties: { state: "Disabled" } }),
    },
    {
      type: `${serverType}/securityAlertPolicies`,
      name: "Default",
      body: () => ({ properties: { state: "Disabled" } }),
    },
    {
      type: `${serverType}/sqlVulnerabilityAssessments`,
      name: "default",
      body: () => ({ properties: { state: "Disabled" } }),
    },
    {
      type: `${serverType}/encryptionProtector`,
      name: "current",
      body: () => ({
        kind: "servicemanaged",
        properties: { serverKeyName: "ServiceManaged", serverKeyType: "ServiceManaged" },
      }),
    },
    {
      type: `${serverType}/azureADOnlyAuthentications`,
      name: "Default",
      body: (parent) => ({ properties: { azureADOnlyAuthentication: isEntraOnly(parent.body) } }),
    },
  ],
};
