import type { Rule } from "../../framework/rule";
import { rule as certificateEndWatched } from "./certificate-end-watched";
import { rule as certificateFromVault } from "./certificate-from-vault";
import { rule as certificateVaultOwn } from "./certificate-vault-own";
import { rule as customerKey } from "./customer-key";
import { rule as databaseKeyAgreed } from "./database-key-agreed";
import { rule as gatewayBackendTls } from "./gateway-backend-tls";
import { rule as gatewayMinimumTls } from "./gateway-minimum-tls";
import { rule as gatewayRedirectsPlainHttp } from "./gateway-redirects-plain-http";
import { rule as gatewayStrictTransport } from "./gateway-strict-transport";
import { rule as ingressCertificatePresent } from "./ingress-certificate-present";
import { rule as poolEncryptedAtHost } from "./pool-encrypted-at-host";
import { rule as routeBackendTls } from "./route-backend-tls";
import { rule as sqlEncrypted } from "./sql-encrypted";
import { rule as sqlMinimumTls } from "./sql-minimum-tls";
import { rule as storageEncryptedTwice } from "./storage-encrypted-twice";
import { rule as storageHttpsOnly } from "./storage-https-only";
import { rule as storageMinimumTls } from "./storage-minimum-tls";
import { rule as storedKeyAgreed } from "./stored-key-agreed";
import { rule as tlsChecksKept } from "./tls-checks-kept";
import { rule as vpnIkeVersion } from "./vpn-ike-version";
import { rule as vpnIpsecPolicy } from "./vpn-ipsec-policy";

/** The rules of this family. */
export const encryptionRules: readonly Rule[] = [
  certificateEndWatched,
  certificateFromVault,
  certificateVaultOwn,
  customerKey,
  databaseKeyAgreed,
  gatewayBackendTls,
  gatewayMinimumTls,
  gatewayRedirectsPlainHttp,
  gatewayStrictTransport,
  ingressCertificatePresent,
  poolEncryptedAtHost,
  routeBackendTls,
  sqlEncrypted,
  sqlMinimumTls,
  storageEncryptedTwice,
  storageHttpsOnly,
  storageMinimumTls,
  storedKeyAgreed,
  tlsChecksKept,
  vpnIkeVersion,
  vpnIpsecPolicy,
];
