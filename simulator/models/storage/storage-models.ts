import type { ResourceModel } from "../../arm/resource-model";
import { blobContainer, blobService } from "./blob-service";
import { immutabilityPolicy } from "./immutability-policy";
import { managementPolicy } from "./management-policy";
import { objectReplicationPolicy } from "./object-replication-policy";
import { storageAccount } from "./storage-account";

/** Microsoft.Storage. */
export const storageModels: readonly ResourceModel[] = [
  blobService,
  blobContainer,
  immutabilityPolicy,
  managementPolicy,
  objectReplicationPolicy,
  storageAccount,
];
