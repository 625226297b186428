import { Get, SetMetadata, UseInterceptors, applyDecorators } from '@nestjs/common';
import { StreamInterceptor } from './stream.interceptor.js';

/** Under which name a route says that it is a stream. */
export const STREAM = 'streams.stream';

/**
 * A route whose Observable of `MessageEvent`s is sent as server-sent events. It differs from Nest's own `@Sse` in three
 * ways: an event is written out once for all of its readers, a reader who does not keep up is cut off, and the streams
 * that stand open are counted and end with the session that opened them.
 */
export const Stream = (path: string): MethodDecorator =>
  applyDecorators(Get(path), SetMetadata(STREAM, true), UseInterceptors(StreamInterceptor));
