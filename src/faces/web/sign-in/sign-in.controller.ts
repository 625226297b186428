import { Controller, Get, Header, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Access } from '../../../auth/access.js';
import { Arrivals } from '../../../auth/arrivals.js';
import { askedBy } from '../../../auth/asking.js';
import { Open } from '../../../auth/needs.js';
import { insideNext } from '../../../auth/next.js';
import { SignInLinks } from '../../../auth/sign-in-links.js';
import { SignInPage } from './sign-in.page.js';
import { usedUpLink } from './sign-in.notes.js';

/** Where people say who they are, and where they leave. */
@Open()
@Controller()
export class SignInController {
  constructor(
    private readonly access: Access,
    private readonly arrivals: Arrivals,
    private readonly links: SignInLinks,
    private readonly page: SignInPage,
  ) {}

  @Get('signin')
  @Header('Cache-Control', 'no-store')
  show(@Req() request: Request, @Res() response: Response, @Query('next') next: unknown): void {
    this.page.show(response, { who: askedBy(request), next: insideNext(next) });
  }

  /** Only shows a button: a program that follows links, such as a preview, uses nothing up. */
  @Get('signin/link/:secret')
  @Header('Cache-Control', 'no-store')
  @Header('Referrer-Policy', 'no-referrer')
  async ask(@Req() request: Request, @Res() response: Response, @Param('secret') secret: string): Promise<void> {
    if (this.access.hasLinks && (await this.links.isGood(secret))) return response.render('pages/signin-link');
    this.page.refuse(request, response, usedUpLink);
  }

  @Post('signin/link/:secret')
  @HttpCode(303)
  @Header('Cache-Control', 'no-store')
  async use(@Req() request: Request, @Res() response: Response, @Param('secret') secret: string): Promise<void> {
    if (!this.access.hasLinks || !(await this.links.use(secret)))
      return this.page.refuse(request, response, usedUpLink);
    const known = { kind: 'link', personId: null, name: 'Sign-in link', role: 'admin' } as const;
    await this.arrivals.letIn(known, request, response);
    this.page.leadTo(response, '/');
  }

  @Post('signout')
  async leave(@Req() request: Request, @Res() response: Response): Promise<void> {
    await this.arrivals.letOut(request, response);
    this.page.leadTo(response, '/signin');
  }
}
