import { buildCarelessOrderPlatform } from './order-platform';

buildCarelessOrderPlatform().synth();
