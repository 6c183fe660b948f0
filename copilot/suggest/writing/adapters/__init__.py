"""Language models behind the port in `copilot.suggest.writing.writer`; only `bootstrap` names them."""
