/** Codes about finding and downloading releases. */
import type { CatalogueEntry } from '../catalogueEntry.ts';

export const releaseCodes = {
  DOWNLOAD_RUNNING: {
    message: 'A release is being downloaded already.',
    hint: 'Wait for it, or stop it first.',
  },
  RELEASE_VERSION_INVALID: {
    message: '{version} is no version of a Prometheus release.',
    hint: 'Versions look like 3.5.0, without a v in front.',
  },
  RELEASE_TOO_OLD: {
    message: 'Prometheus {version} knows neither TLS nor passwords.',
    hint: 'Both came with 2.24. Choose a current release.',
  },
  RELEASE_PLATFORM_UNKNOWN: {
    message: 'There is no Prometheus release for this machine ({platform}).',
    hint: 'Install Prometheus in the way your system offers, and choose its program here.',
  },
  RELEASE_WINDOWS_ZIP: {
    message: 'PromSeal does not unpack releases for Windows, which come as zip files.',
    hint: 'Download prometheus-{version}.{platform}.zip, unpack it, and choose prometheus.exe here.',
  },
  RELEASE_NOT_FOUND: {
    message: '{host} has no Prometheus {version} for {platform}.',
    hint: 'Check the version against the list of releases.',
  },
  RELEASE_HOST_UNREACHABLE: {
    message: 'The release could not be downloaded from {host}: {reason}.',
    hint: 'Check the connection and the proxy, or download the archive elsewhere and choose the unpacked program here.',
  },
  RELEASE_HOST_INVALID: {
    message: '{host} is no place to download releases from.',
    hint: 'It must be an https address, such as https://github.com.',
  },
  RELEASE_REDIRECT_REFUSED: {
    message: '{host} sends the download on to {target}, which is not protected by TLS.',
    hint: 'Nothing was downloaded. A proxy that rewrites addresses may be in between.',
  },
  RELEASE_CHECKSUM_MISSING: {
    message: 'The list of checksums at {host} does not name {file}.',
    hint: 'Nothing was unpacked. Without a checksum there is no telling whether the archive is whole.',
  },
  RELEASE_CHECKSUM_WRONG: {
    message: '{file} is not what its publisher lists: SHA-256 {actual} instead of {expected}.',
    hint: 'It was deleted unopened. Try again; if it stays so, something between you and {host} changes downloads.',
  },
  RELEASE_TOO_LARGE: {
    message: 'The download was stopped at {limit}: a Prometheus release is smaller.',
    hint: 'Nothing was unpacked. Check that {host} is the right place.',
  },
  RELEASE_ARCHIVE_ODD: {
    message: '{file} is not packed like a Prometheus release: {reason}.',
    hint: 'It was deleted. Its checksum was right, so the publisher changed the form: unpack it by hand and choose the program here.',
  },
  RELEASE_DOES_NOT_RUN: {
    message: 'Prometheus {version} was downloaded, but it does not run on this machine.',
    hint: 'The log of the system may say why. Choose a release for {platform}, or install Prometheus in the way your system offers.',
  },
} as const satisfies Record<string, CatalogueEntry>;
