import { buildOrderPlatform } from './order-platform';

buildOrderPlatform().synth();
