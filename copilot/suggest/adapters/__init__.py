"""Language models behind the port in `copilot.suggest.writer`; only `bootstrap` names them."""
