import { Controller, Get, Header, Logger, NotFoundException, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Arrivals } from '../../../auth/arrivals.js';
import { ATTEMPT_LASTS_MS, DiscordSignIn } from '../../../auth/discord-sign-in.js';
import { Open } from '../../../auth/needs.js';
import { insideNext } from '../../../auth/next.js';
import { AttemptCookie } from '../../../auth/session-cookie.js';
import { SignInRefused } from '../../../auth/sign-in-refused.js';
import { SignInPage } from './sign-in.page.js';
import { noteOf } from './sign-in.notes.js';

type Query = Readonly<Record<string, unknown>>;

/** To Discord and back. */
@Open()
@Controller('signin/discord')
export class DiscordSignInController {
  private readonly logger = new Logger('SignIn');

  constructor(
    private readonly signIn: DiscordSignIn,
    private readonly cookie: AttemptCookie,
    private readonly arrivals: Arrivals,
    private readonly page: SignInPage,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async leave(@Req() request: Request, @Res() response: Response, @Query() query: Query): Promise<void> {
    await this.trying(request, response, async () => {
      const next = insideNext(query['next']);
      // Once: behind a proxy that hides the name, it is never the right one.
      const detour = query['moved'] === undefined ? this.signIn.detour(request.hostname, next) : null;
      if (detour !== null) return response.redirect(303, detour);
      const { page, browserSecret } = await this.signIn.begin(next);
      this.cookie.put(response, browserSecret, ATTEMPT_LASTS_MS);
      response.redirect(303, page);
    });
  }

  /** The address has a code in it, so nobody learns where this page was. */
  @Get('back')
  @Header('Cache-Control', 'no-store')
  @Header('Referrer-Policy', 'no-referrer')
  async comeBack(@Req() request: Request, @Res() response: Response, @Query() query: Query): Promise<void> {
    const browserSecret = this.cookie.read(request);
    this.cookie.drop(response);
    await this.trying(request, response, async () => {
      const { known, next } = await this.signIn.finish({ query, browserSecret });
      await this.arrivals.letIn(known, request, response);
      this.page.leadTo(response, insideNext(next));
    });
  }

  /** Whatever goes wrong is a page that says so, and no session. */
  private async trying(request: Request, response: Response, go: () => Promise<void>): Promise<void> {
    if (!this.signIn.isOn) throw new NotFoundException();
    try {
      await go();
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      this.logger.warn(error.cause ?? error.message, `Nobody was signed in with Discord: ${error.reason}`);
      this.page.refuse(request, response, noteOf(error));
    }
  }
}
