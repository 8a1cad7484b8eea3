import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ContainerClient,
  ContainerSASPermissions,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import { BlobContainer, type CopyContainer } from "../copies/copy-container";
import type { OpenContainer } from "../copies/place";

/** The account that every Azurite has; its key is published in its documentation. */
const ACCOUNT = "devstoreaccount1";
const KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
const STARTS_WITHIN_MS = 60_000;

/** Rights of a shared access signature: those of the role that writes copies, or those of whoever reads them. */
const RIGHTS = { writer: "cwl", reader: "rl" } as const;

/** A blob server of Microsoft's emulator, with nothing in it, for one test file. */
export interface Azurite {
  readonly url: string;
  /** A new container with all rights, for arranging and for damage. */
  container(name: string): Promise<ContainerClient>;
  /** Containers as an identity with a job's rights finds them. */
  as(identity: keyof typeof RIGHTS): OpenContainer;
  stop(): Promise<void>;
}

/** Starts Azurite on a free port; everything stays in memory. */
export async function startAzurite(): Promise<Azurite> {
  const folder = await mkdtemp(join(tmpdir(), "azurite-"));
  const main = require.resolve("azurite/dist/src/blob/main.js");
  const child = spawn(
    process.execPath,
    [main, "--inMemoryPersistence", "--blobPort", "0", "--silent", "--skipApiVersionCheck", "--disableTelemetry"],
    { cwd: folder, stdio: ["ignore", "pipe", "pipe"] },
  );
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let said = "";
    const listen = (piece: Buffer): void => {
      said += piece.toString();
      const found = /listens on (http:\/\/[\d.]+:\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("close", () => {
      reject(new Error(`Azurite ended: ${said}`));
    });
    setTimeout(() => {
      child.kill();
      reject(new Error(`Azurite did not start: ${said}`));
    }, STARTS_WITHIN_MS).unref();
  });
  const url = `${address}/${ACCOUNT}`;
  const credential = new StorageSharedKeyCredential(ACCOUNT, KEY);
  return {
    url,
    container: async (name) => {
      const client = new ContainerClient(`${url}/${name}`, credential);
      await client.createIfNotExists();
      return client;
    },
    as: (identity) => (accountUrl, containerName, signal) => {
      const signature = generateBlobSASQueryParameters(
        {
          containerName,
          permissions: ContainerSASPermissions.parse(RIGHTS[identity]),
          protocol: SASProtocol.HttpsAndHttp,
          expiresOn: new Date(Date.now() + 3_600_000),
        },
        credential,
      );
      return openedBy(`${accountUrl}/${containerName}?${signature.toString()}`, signal);
    },
    stop: async () => {
      child.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function openedBy(url: string, signal: AbortSignal): CopyContainer {
  return new BlobContainer(new ContainerClient(url), signal);
}
