import { compliant, forEach, notApplicable, relationRule, undetermined, violation } from "../../framework/language";
import { formatName, parseName } from "../../../azure/names/resource-name";
import type { RegisteredResource } from "../../resources/registered-resource";
import { UNKNOWN } from "../../resources/unknown";
import { holds } from "../residency/account-role";
import { isOfCell, tenantsHere } from "./cells";

const id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stsolweudoc01k3xq";
const account = {
  type: "storage:StorageAccount",
  name: "documents",
  id,
  inputs: { accountName: "stsolweudoc01k3xq", location: "westeurope" },
} as const;
const codes = ["fjel", "nord", "brei"];
const container = (tenant: string) =>
  ({
    type: "storage:BlobContainer",
    name: `container-${tenant}`,
    id: `${id}/blobServices/default/containers/${tenant}`,
    inputs: { containerName: formatName("storage:BlobContainer", { tenant, role: "doc" }) },
  }) as const;

function ownerOf(one: RegisteredResource): string | undefined {
  return parseName("storage:BlobContainer", String(one.inputs["containerName"]))?.tenant;
}

export const rule = relationRule({
  id: "documents-per-tenant",
  title: "Every tenant's documents are in a container of their own",
  why: "One customer's documents could be shown to, or deleted with, another's.",
  severity: "critical",
  concern: "security",
  clauses: ["isolation"],
  remediation: "Give each tenant a container that is named for it in every account of documents.",
  spans: "stack",
  judge: (resources, measure) => {
    const tenants = tenantsHere(resources, measure);
    const accounts = resources.ofType("storage:StorageAccount").filter((one) => holds(one, "documents"));
    const containers = resources.ofType("storage:BlobContainer");
    if (tenants.length === 0) return notApplicable("there is no cell with tenants");
    return forEach(accounts, "accounts of documents", (account) =>
      tenants
        .filter((tenant) => isOfCell(tenant, account.stack))
        .map(({ code }) => {
          const own = containers.filter((one) => ownerOf(one) === code);
          if (own.some((one) => resources.ancestorOf(one, "storage:StorageAccount") === account))
            return compliant(`tenant ${code} has a container`, account);
          return own.some((one) => resources.armIdOf(one) === undefined)
            ? undetermined(
                `which account the container of tenant ${code} is in is not known before the update`,
                account,
              )
            : violation(`tenant ${code} has no container of its own`, account);
        }),
    );
  },
  cases: {
    pass: {
      given: [account, ...codes.map((code) => container(code))],
      says: codes.map((code) => `tenant ${code} has a container`),
    },
    fail: {
      given: [account, container("fjel"), container("nord")],
      says: ["tenant fjel has a container", "tenant nord has a container", "tenant brei has no container of its own"],
    },
    absent: { given: [account], says: codes.map((code) => `tenant ${code} has no container of its own`) },
    unknown: {
      given: [
        account,
        ...codes.map((code) => ({
          ...container(code),
          id: "unknown",
          inputs: { ...container(code).inputs, accountName: UNKNOWN },
        })),
      ],
      says: codes.map((code) => `which account the container of tenant ${code} is in is not known before the update`),
    },
    notApplicable: { given: [account], stack: "superoffice-local", says: ["there is no cell with tenants"] },
  },
  sabotage: [
    {
      what: "removes a tenant's container",
      type: "storage:BlobContainer",
      where: (one) => /documents|[a-z]{4}$/.test(one.name) && /doc/.test(String(one.inputs["containerName"])),
      remove: true,
    },
  ],
});
