import { compliant, forEach, needsUnion, relationRule, undetermined, violation } from "../../framework/language";
import { read, textOf } from "../../resources/reading";
import { UNKNOWN } from "../../resources/unknown";

const SETTINGS = "configurationSettings";
const ACCOUNT = "configuration.backupStorageLocation.config.storageAccount";

const account = {
  type: "storage:StorageAccount",
  name: "account",
  inputs: { accountName: "stsolnoekub01k3xq" },
} as const;
const extension = (configurationSettings: unknown) =>
  ({
    type: "kubernetesconfiguration:Extension",
    name: "extension",
    inputs: { extensionType: "microsoft.dataprotection.kubernetes", configurationSettings },
  }) as const;

export const rule = relationRule({
  id: "cluster-backup-inside",
  title: "What is backed up of a cluster goes to an account of the platform",
  why: "Secrets and settings of every tenant would go to a stranger each night.",
  severity: "critical",
  concern: "security",
  clauses: ["backup.systemEvery", "isolation"],
  remediation: "Name an account of the platform in the extension's settings.",
  spans: "platform",
  judge: (resources) => {
    const accounts = resources.ofType("storage:StorageAccount").flatMap((one) => textOf(one, "accountName") ?? []);
    const extensions = resources
      .ofType("kubernetesconfiguration:Extension")
      .filter((one) => /dataprotection/i.test(textOf(one, "extensionType") ?? ""));
    return forEach(extensions, "extensions that back clusters up", (extension) => {
      const settings = read(extension, SETTINGS);
      const name =
        settings.kind === "given" ? (settings.value as Readonly<Record<string, unknown>>)[ACCOUNT] : undefined;
      if (settings.kind === "unknown" || name === UNKNOWN) {
        return undetermined("where it puts backups is not known before the update", extension);
      }
      if (typeof name === "string" && accounts.includes(name)) {
        return compliant(`it puts backups into ${name}`, extension);
      }
      return resources.isUnion
        ? violation(
            `it puts backups into ${typeof name === "string" ? name : "nothing"}, which is no account of the platform`,
            extension,
          )
        : needsUnion("whether it puts backups into an account of the platform", extension);
    });
  },
  cases: {
    pass: {
      given: [account, extension({ [ACCOUNT]: "stsolnoekub01k3xq" })],
      says: ["it puts backups into stsolnoekub01k3xq"],
    },
    fail: {
      given: [account, extension({ [ACCOUNT]: "stranger" })],
      says: ["it puts backups into stranger, which is no account of the platform"],
    },
    absent: {
      given: [account, extension({})],
      says: ["it puts backups into nothing, which is no account of the platform"],
    },
    unknown: {
      given: [account, extension(UNKNOWN)],
      says: ["where it puts backups is not known before the update"],
    },
    notApplicable: { given: [account], says: ["there are no extensions that back clusters up"] },
  },
  sabotage: [
    {
      what: "puts backups into a stranger's account",
      type: "kubernetesconfiguration:Extension",
      edit: (inputs) =>
        JSON.parse(
          JSON.stringify(inputs).replace(/(config\.storageAccount":")[a-z0-9]+/, "$1stranger"),
        ) as typeof inputs,
      except: ["draftit"],
    },
  ],
});
