import { Injectable } from '@nestjs/common';
import { WebSettings } from '../config/web.settings.js';

/** The address under which people reach the pages: links for people come from it, and never from a request. */
@Injectable()
export class PublicAddress {
  /** Whether people come by HTTPS. */
  readonly isSecure: boolean;
  private known: string;

  constructor({ publicUrl, host, port }: WebSettings) {
    const own = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    this.known = withoutSlash(publicUrl ?? own);
    this.isSecure = this.known.startsWith('https:');
    this.isFixed = publicUrl !== undefined;
  }

  private readonly isFixed: boolean;

  /** Without a slash at its end. */
  get url(): string {
    return this.known;
  }

  /** Takes the address of the open port, which only now is known, unless PUBLIC_URL says another one. */
  listensAt(url: string): void {
    if (!this.isFixed) this.known = withoutSlash(url);
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
