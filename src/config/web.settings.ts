import { IsIn, IsInt, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { isIP } from 'node:net';
import { IsAddress } from './address.js';
import { Env } from './env.js';
import { FromList, FromNumber } from './from-text.js';

/** The web side may listen here, and nowhere else, as long as nobody can sign in. */
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

export class WebSettings {
  /** Address the web side listens on. */
  @Env('HOST')
  @IsIn(LOOPBACK, {
    message: `$property must be one of ${LOOPBACK.join(', ')}: without sign-in the pages stay on this machine`,
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

function isAddressOrBlock(value: unknown): boolean {
  const [address = '', prefix, ...rest] = String(value).split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}
