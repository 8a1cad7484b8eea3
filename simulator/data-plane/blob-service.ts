import { containerId } from "../arm/blobs";
import type { Cloud } from "../arm/cloud";
import type { CloudWriter } from "../arm/cloud-writer";
import { ArmError } from "../arm/problem";
import { refusal } from "../models/refusal";
import type { BlobAccess, BlobPlace, ListedBlob } from "../wire/blob-messages";
import { outagesOf, reasonAt } from "./outages";

/** Blobs of the local cloud: kept byte by byte, refused where their account or container is not there or does not answer. */
export class BlobService implements BlobAccess {
  constructor(
    private readonly cloud: Cloud,
    private readonly writer: CloudWriter,
  ) {}

  async create(place: BlobPlace, name: string, base64: string): Promise<boolean> {
    return this.writer.inTurn(async () => {
      this.requirePlace(place);
      if (this.cloud.blobs.get(place.accountId, place.container, name) !== undefined) return false;
      await this.writer.note([{ kind: "setBlob", blob: { ...place, name, base64 } }]);
      return true;
    });
  }

  list(place: BlobPlace, prefix: string): Promise<readonly ListedBlob[]> {
    return this.writer.inTurn(() => {
      this.requirePlace(place);
      const found = this.cloud.blobs.of(place.accountId, place.container);
      const listed = found
        .filter(({ name }) => name.startsWith(prefix))
        .map(({ name, base64 }) => ({ name, bytes: Buffer.byteLength(base64, "base64") }));
      return Promise.resolve(listed);
    });
  }

  read(place: BlobPlace, name: string): Promise<string | undefined> {
    return this.writer.inTurn(() => {
      this.requirePlace(place);
      return Promise.resolve(this.cloud.blobs.get(place.accountId, place.container, name)?.base64);
    });
  }

  tamper(place: BlobPlace, name: string, base64: string | undefined): Promise<void> {
    return this.writer.inTurn(async () => {
      const blob = { ...place, name };
      await this.writer.note([
        base64 === undefined ? { kind: "removeBlob", blob } : { kind: "setBlob", blob: { ...blob, base64 } },
      ]);
    });
  }

  /** @throws ArmError as the blob service refuses (Microsoft Learn, rest/api/storageservices/blob-service-error-codes) */
  private requirePlace({ accountId, container }: BlobPlace): void {
    const refuse = (code: string, message: string): never => {
      throw new ArmError([refusal(code, message)]);
    };
    if (this.cloud.get(accountId) === undefined) refuse("ResourceNotFound", `There is no account ${accountId}.`);
    if (this.cloud.get(containerId(accountId, container)) === undefined) {
      refuse("ContainerNotFound", `The specified container does not exist: ${container} in ${accountId}.`);
    }
    const reason = reasonAt(outagesOf(this.cloud, accountId), Date.parse(this.cloud.now));
    if (reason !== undefined) refuse("ServerBusy", `The account does not answer: ${reason}.`);
  }
}
