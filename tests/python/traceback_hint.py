import datetime

models = datetime
print(models.Datetime)
