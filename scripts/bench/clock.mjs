/** The clock that all processes of one machine share, in milliseconds since it was started. */
const offsetMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();

export const monotonicMs = () => offsetMs + performance.now();
