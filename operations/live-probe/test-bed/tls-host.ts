import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { SecureVersion } from "node:tls";
import type { ProbeTarget } from "../handshake";
import type { MadeCertificate } from "./made-certificate";

export interface TlsHostOptions {
  readonly certificate: MadeCertificate;
  /** Sent behind the host's own certificate. */
  readonly intermediates?: readonly MadeCertificate[];
  readonly authority: MadeCertificate;
  readonly versions?: { readonly from: SecureVersion; readonly to: SecureVersion };
  readonly status?: number;
  /** The header Strict-Transport-Security. @default none */
  readonly header?: string;
}

/** A real server with TLS on the loopback interface. */
export class TlsHost {
  private constructor(
    private readonly server: Server,
    readonly target: ProbeTarget,
  ) {}

  static async start(options: TlsHostOptions): Promise<TlsHost> {
    const { certificate, intermediates = [], authority, versions, status = 200, header } = options;
    const server = createServer(
      {
        key: certificate.privateKey.export({ type: "pkcs8", format: "pem" }),
        cert: [certificate, ...intermediates].map(({ pem }) => pem).join(""),
        // OpenSSL speaks the versions before 1.2 and signatures with SHA-1 only at its lowest level of security.
        ciphers: "DEFAULT@SECLEVEL=0",
        ...(versions !== undefined && { minVersion: versions.from, maxVersion: versions.to }),
      },
      (_, response) => {
        if (header !== undefined) response.setHeader("Strict-Transport-Security", header);
        response.writeHead(status).end();
      },
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return new TlsHost(server, {
      host: certificate.name,
      address: "127.0.0.1",
      port,
      authorities: authority.pem,
      timeout: 5,
    });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
