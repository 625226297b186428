import { IsInt, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { isIP } from 'node:net';
import { IsAddress } from './address.js';
import { Env } from './env.js';
import { FromList, FromNumber } from './from-text.js';

/** Whoever listens here is reached from this machine only. */
const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

export class WebSettings {
  /** Address the web side listens on. */
  @Env('HOST')
  @ValidateBy({
    name: 'isListenable',
    validator: {
      validate: (value: unknown) => value === 'localhost' || isIP(String(value)) !== 0,
      defaultMessage: () => '$property must be an IP address or localhost; 0.0.0.0 or :: for all of this machine',
    },
  })
  readonly host: string = '127.0.0.1';

  /** Port the web side listens on, 0 to 65,535; 0 takes a free one. */
  @Env('PORT')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number' })
  @Min(0, { message: '$property must be 0 or more' })
  @Max(65_535, { message: '$property must be 65535 or less' })
  readonly port: number = 3000;

  /** Address under which people reach the pages, with a path where a proxy adds one. Default: from host and port. */
  @Env('PUBLIC_URL')
  @IsOptional()
  @IsAddress()
  readonly publicUrl?: string;

  /** Reverse proxies whose forwarded headers are believed: addresses and CIDR blocks. */
  @Env('TRUST_PROXY')
  @FromList()
  @ValidateBy({
    name: 'isAddressOrBlock',
    validator: {
      validate: (values: unknown) => Array.isArray(values) && values.every(isAddressOrBlock),
      defaultMessage: () => '$property must be addresses and CIDR blocks, separated by commas',
    },
  })
  readonly trustProxy: readonly string[] = [];

  /** Seconds between "not ready" and closing at a stop, 0 to 300, so that load balancers can turn away. */
  @Env('DRAIN_DELAY')
  @FromNumber()
  @IsInt({ message: '$property must be a whole number of seconds' })
  @Min(0, { message: '$property must be 0 or more' })
  @Max(300, { message: '$property must be 300 or less' })
  readonly drainDelayS: number = 0;
}

/** Whether a web side that listens at this address is reached from this machine only. */
export function isOnlyHere({ host }: Pick<WebSettings, 'host'>): boolean {
  return LOOPBACK.includes(host);
}

function isAddressOrBlock(value: unknown): boolean {
  const [address = '', prefix, ...rest] = String(value).split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}
