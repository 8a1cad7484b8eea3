import { parseName } from "../../../azure/names/resource-name";

/**
 * Whether a host name is that of a database server of a platform, shared by a cell or the tenant's own.
 *
 * @param role that it has to have; @default any: backups are checked on servers of another role
 */
export function isServerOf(host: string, tenant: string, platform: string, role?: string): boolean {
  const [name = ""] = host.split(".");
  const server = parseName("sql:Server", name) ?? parseName("sql:FailoverGroup", name);
  return (
    server?.platform === platform &&
    (role === undefined || server.role === role) &&
    (server.tenant ?? tenant) === tenant
  );
}
