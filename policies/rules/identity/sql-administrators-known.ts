import { forEach, relationRule } from "../../framework/language";
import { UNKNOWN } from "../../resources/unknown";
import { principalJudge } from "./judge-principal";

const ADMINISTRATORS = "5b3c927c-0fab-4154-b98c-53eea4c49a15";
const STRANGER = "11111111-2222-3333-4444-555555555555";
const server = (sid: unknown) =>
  ({ type: "sql:Server", name: "server", inputs: { administrators: { login: "administrators", sid } } }) as const;

export const rule = relationRule({
  id: "sql-administrators-known",
  title: "A database server's administrators are those that the environment names, or a program of the platform",
  why: "Whoever is made administrator reads the data of every customer on the server.",
  severity: "critical",
  concern: "security",
  clauses: ["access.management"],
  remediation: "Set administrators.sid to the group that the environment names as administrators.",
  spans: "platform",
  judge: (resources, measure) => {
    const judge = principalJudge(resources, measure, {
      program: "its administrator is a program of the platform",
      group: "its administrators are a group that the environment names",
      whose: "who its administrator is",
      stranger: (id) => `its administrator is ${id}, whom the environment does not name and who is no program of it`,
    });
    const named = resources.ofType("sql:Server", "sql:ServerAzureADAdministrator");
    return forEach(named, "administrators of databases", (one) =>
      judge(one, one.type === "sql:Server" ? "administrators.sid" : "sid"),
    );
  },
  cases: {
    pass: {
      given: [server(ADMINISTRATORS)],
      says: ["its administrators are a group that the environment names"],
    },
    fail: {
      given: [server(STRANGER)],
      says: [`its administrator is ${STRANGER}, whom the environment does not name and who is no program of it`],
    },
    absent: {
      given: [server(undefined)],
      says: ["its administrator is nobody, whom the environment does not name and who is no program of it"],
    },
    unknown: { given: [server(UNKNOWN)], says: ["administrators.sid is not known before the update"] },
    notApplicable: {
      given: [{ type: "network:RouteTable", inputs: {} }],
      says: ["there are no administrators of databases"],
    },
  },
  sabotage: [
    {
      what: "makes another group administrator",
      type: "sql:Server",
      where: ({ stack }) => stack.includes("-cell-"),
      set: { "administrators.login": "everyone", "administrators.sid": STRANGER },
    },
    {
      what: "makes another group administrator by a resource beside the server",
      type: "sql:Server",
      where: ({ stack }) => stack.includes("-cell-"),
      adds: {
        type: "sql:ServerAzureADAdministrator",
        inputs: ({ resourceGroupName, serverName }) => ({
          resourceGroupName,
          serverName,
          administratorType: "ActiveDirectory",
          login: "everyone",
          sid: STRANGER,
        }),
      },
    },
  ],
});
